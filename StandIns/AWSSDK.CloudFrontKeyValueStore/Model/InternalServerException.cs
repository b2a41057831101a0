#nullable disable

using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudFrontKeyValueStore.Model;

/// <summary>The service failed (500). The client has retried it already.</summary>
public partial class InternalServerException : AmazonCloudFrontKeyValueStoreException
{
    /// <summary>Creates the exception.</summary>
    public InternalServerException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public InternalServerException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public InternalServerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    public InternalServerException(Exception innerException)
        : base(innerException)
    {
    }

    /// <summary>Creates the exception from an error response.</summary>
    public InternalServerException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>Creates the exception from an error response.</summary>
    public InternalServerException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }
}
