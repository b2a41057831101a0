#nullable disable

using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudFront.Model;

/// <summary>An argument is not valid (400).</summary>
public partial class InvalidArgumentException : AmazonCloudFrontException
{
    /// <summary>Creates the exception.</summary>
    public InvalidArgumentException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public InvalidArgumentException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public InvalidArgumentException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    public InvalidArgumentException(Exception innerException)
        : base(innerException)
    {
    }

    /// <summary>Creates the exception from an error response.</summary>
    public InvalidArgumentException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>Creates the exception from an error response.</summary>
    public InvalidArgumentException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }
}
