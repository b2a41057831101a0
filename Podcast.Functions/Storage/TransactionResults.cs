using Amazon.DynamoDBv2.Model;

namespace Podcast.Functions.Storage;

/// <summary>Why a transaction came to nothing.</summary>
internal static class TransactionResults
{
    /// <summary>True when a condition did not hold or another transaction was at the same items; false for what is a fault.</summary>
    public static bool WasRefused(this TransactionCanceledException canceled) =>
        canceled.CancellationReasons is { Count: > 0 } reasons
        && reasons.All(reason => reason.Code is null or "None" or "ConditionalCheckFailed" or "TransactionConflict");
}
