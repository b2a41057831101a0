#nullable disable

using System.Net;
using Amazon.Runtime;

namespace Amazon.MediaConvert.Model;

/// <summary>The service failed (500). The client has retried it already.</summary>
public partial class InternalServerErrorException : AmazonMediaConvertException
{
    /// <summary>Creates the exception.</summary>
    public InternalServerErrorException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public InternalServerErrorException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public InternalServerErrorException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    public InternalServerErrorException(Exception innerException)
        : base(innerException)
    {
    }

    /// <summary>Creates the exception from an error response.</summary>
    public InternalServerErrorException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>Creates the exception from an error response.</summary>
    public InternalServerErrorException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }
}
