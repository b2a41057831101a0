#nullable disable

using System.Net;
using Amazon.Runtime;

namespace Amazon.MediaConvert.Model;

/// <summary>Too many requests (429). The client has retried it already.</summary>
public partial class TooManyRequestsException : AmazonMediaConvertException
{
    /// <summary>Creates the exception.</summary>
    public TooManyRequestsException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public TooManyRequestsException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public TooManyRequestsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    public TooManyRequestsException(Exception innerException)
        : base(innerException)
    {
    }

    /// <summary>Creates the exception from an error response.</summary>
    public TooManyRequestsException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>Creates the exception from an error response.</summary>
    public TooManyRequestsException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }
}
