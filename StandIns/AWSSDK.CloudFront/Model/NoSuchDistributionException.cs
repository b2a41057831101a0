#nullable disable

using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudFront.Model;

/// <summary>There is no such distribution (404).</summary>
public partial class NoSuchDistributionException : AmazonCloudFrontException
{
    /// <summary>Creates the exception.</summary>
    public NoSuchDistributionException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public NoSuchDistributionException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public NoSuchDistributionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    public NoSuchDistributionException(Exception innerException)
        : base(innerException)
    {
    }

    /// <summary>Creates the exception from an error response.</summary>
    public NoSuchDistributionException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>Creates the exception from an error response.</summary>
    public NoSuchDistributionException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }
}
