#nullable disable

using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudFront.Model;

/// <summary>More is being invalidated than is allowed at once (400).</summary>
public partial class TooManyInvalidationsInProgressException : AmazonCloudFrontException
{
    /// <summary>Creates the exception.</summary>
    public TooManyInvalidationsInProgressException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public TooManyInvalidationsInProgressException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public TooManyInvalidationsInProgressException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    public TooManyInvalidationsInProgressException(Exception innerException)
        : base(innerException)
    {
    }

    /// <summary>Creates the exception from an error response.</summary>
    public TooManyInvalidationsInProgressException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>Creates the exception from an error response.</summary>
    public TooManyInvalidationsInProgressException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }
}
