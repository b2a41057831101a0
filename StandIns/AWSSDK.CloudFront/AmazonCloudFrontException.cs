#nullable disable

using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudFront;

/// <summary>An error response of the service; one of the derived classes when its code is a known one.</summary>
public partial class AmazonCloudFrontException : AmazonServiceException
{
    /// <summary>Creates the exception.</summary>
    public AmazonCloudFrontException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public AmazonCloudFrontException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public AmazonCloudFrontException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    public AmazonCloudFrontException(Exception innerException)
        : base(innerException)
    {
    }

    /// <summary>Creates the exception from an error response.</summary>
    public AmazonCloudFrontException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>Creates the exception from an error response.</summary>
    public AmazonCloudFrontException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }
}
