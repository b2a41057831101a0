#nullable disable

using System.Net;
using Amazon.Runtime;

namespace Amazon.MediaConvert.Model;

/// <summary>A quota of the account is used up (402).</summary>
public partial class ServiceQuotaExceededException : AmazonMediaConvertException
{
    /// <summary>Creates the exception.</summary>
    public ServiceQuotaExceededException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public ServiceQuotaExceededException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public ServiceQuotaExceededException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    public ServiceQuotaExceededException(Exception innerException)
        : base(innerException)
    {
    }

    /// <summary>Creates the exception from an error response.</summary>
    public ServiceQuotaExceededException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>Creates the exception from an error response.</summary>
    public ServiceQuotaExceededException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }
}
