using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace Podcast.Functions.Hosting;

/// <summary>Failures of other services after which the same request may succeed later: outages, timeouts, throttling and conflicts.</summary>
internal static class TransientFailures
{
    /// <summary>What a response says in <c>retry-after</c>, in seconds.</summary>
    public const string RetryAfter = "5";

    /// <summary>https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html#Programming.Errors.MessagesAndCodes.</summary>
    private static readonly HashSet<string> Codes = new(StringComparer.Ordinal)
    {
        "ProvisionedThroughputExceededException", "RequestLimitExceeded", "ThrottlingException", "Throttling", "TooManyRequestsException", "SlowDown",
        "TransactionConflictException", "TransactionInProgressException", "InternalServerError", "ServiceUnavailable",
    };

    /// <summary>https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html#API_TransactWriteItems_Errors.</summary>
    private static readonly HashSet<string> CancellationCodes = new(StringComparer.Ordinal)
    {
        "TransactionConflict", "ProvisionedThroughputExceeded", "ThrottlingError",
    };

    public static bool IsTransient(Exception failure) => failure switch
    {
        HttpRequestException or TimeoutException or IOException or OperationCanceledException => true,
        ProvisionedThroughputExceededException or RequestLimitExceededException or TransactionConflictException or TransactionInProgressException => true,
        TransactionCanceledException { CancellationReasons: { Count: > 0 } reasons } => IsTransient(reasons),
        AmazonServiceException service when (int)service.StatusCode >= 500 || service.Retryable is not null || Codes.Contains(service.ErrorCode ?? "") => true,
        AmazonClientException { InnerException: HttpRequestException or TimeoutException or IOException } => true,
        _ => false,
    };

    // One item that is refused for good keeps the whole transaction from ever being written.
    private static bool IsTransient(List<CancellationReason> reasons)
    {
        var codes = reasons.Select(reason => reason.Code).Where(code => code is not (null or "None" or "ConditionalCheckFailed")).ToArray();
        return codes.Length > 0 && Array.TrueForAll(codes, code => CancellationCodes.Contains(code!));
    }
}
