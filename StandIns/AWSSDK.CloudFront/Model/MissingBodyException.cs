#nullable disable

using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudFront.Model;

/// <summary>The request has no body (400).</summary>
public partial class MissingBodyException : AmazonCloudFrontException
{
    /// <summary>Creates the exception.</summary>
    public MissingBodyException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public MissingBodyException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public MissingBodyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    public MissingBodyException(Exception innerException)
        : base(innerException)
    {
    }

    /// <summary>Creates the exception from an error response.</summary>
    public MissingBodyException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>Creates the exception from an error response.</summary>
    public MissingBodyException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }
}
