#nullable disable

using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudFrontKeyValueStore.Model;

/// <summary>There is no such store, or no such key in it (404).</summary>
public partial class ResourceNotFoundException : AmazonCloudFrontKeyValueStoreException
{
    /// <summary>Creates the exception.</summary>
    public ResourceNotFoundException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public ResourceNotFoundException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public ResourceNotFoundException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    public ResourceNotFoundException(Exception innerException)
        : base(innerException)
    {
    }

    /// <summary>Creates the exception from an error response.</summary>
    public ResourceNotFoundException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>Creates the exception from an error response.</summary>
    public ResourceNotFoundException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }
}
