using Amazon.DynamoDBv2.Model;

namespace Podcast.Functions.Storage;

/// <summary>Whether a transaction was written, and if not, which of its conditions did not hold.</summary>
internal sealed class TransactionResult
{
    public static readonly TransactionResult Written = new([]);

    private readonly IReadOnlyList<string?> _codes;

    private TransactionResult(IReadOnlyList<string?> codes) => _codes = codes;

    /// <summary>False when a condition did not hold or another write was at the same items.</summary>
    public bool IsWritten => _codes.Count == 0;

    /// <summary>Whether the condition of an item of the transaction did not hold.</summary>
    public bool Failed(int index) => _codes.ElementAtOrDefault(index) == "ConditionalCheckFailed";

    /// <returns>Null when the transaction was cancelled for a fault.</returns>
    public static TransactionResult? Read(TransactionCanceledException canceled) =>
        canceled.CancellationReasons is { Count: > 0 } reasons
        && reasons.TrueForAll(reason => reason.Code is null or "None" or "ConditionalCheckFailed" or "TransactionConflict")
            ? new([.. reasons.Select(reason => reason.Code)])
            : null;
}
