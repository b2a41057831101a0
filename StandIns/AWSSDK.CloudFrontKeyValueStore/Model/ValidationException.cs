#nullable disable

using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudFrontKeyValueStore.Model;

/// <summary>The request is not valid (400).</summary>
public partial class ValidationException : AmazonCloudFrontKeyValueStoreException
{
    /// <summary>Creates the exception.</summary>
    public ValidationException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public ValidationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public ValidationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    public ValidationException(Exception innerException)
        : base(innerException)
    {
    }

    /// <summary>Creates the exception from an error response.</summary>
    public ValidationException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>Creates the exception from an error response.</summary>
    public ValidationException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }
}
