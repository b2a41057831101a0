using System.Globalization;

namespace Podcast.Functions.Hosting;

/// <summary>The settings of a function, which the template gives it; see docs/data-model.md.</summary>
internal sealed class FunctionEnvironment(Func<string, string?> read)
{
    public string SubscribersTable => Require("SUBSCRIBERS_TABLE");

    public string CatalogTable => Require("CATALOG_TABLE");

    public string MediaBucket => Require("MEDIA_BUCKET");

    public string IngestBucket => Require("INGEST_BUCKET");

    public string MediaConvertRoleArn => Require("MEDIACONVERT_ROLE_ARN");

    /// <summary>The queue for jobs; null for the account's default one.</summary>
    public string? MediaConvertQueueArn => read("MEDIACONVERT_QUEUE_ARN") is { Length: > 0 } arn ? arn : null;

    public string KeyValueStoreArn => Require("KVS_ARN");

    /// <summary>Bytes of the key-value store that subscribers' entries may take; null for the default.</summary>
    /// <exception cref="FunctionConfigurationException">It is no number.</exception>
    public long? KeyValueStoreBudget =>
        read("KVS_BUDGET_BYTES") is not { Length: > 0 } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes
        : throw new FunctionConfigurationException("The environment variable KVS_BUDGET_BYTES is no number of bytes.");

    /// <summary>Address of the queue for changes that can never be brought to the edge; null when there is none.</summary>
    public string? FailedChangesQueue => read("FAILED_CHANGES_QUEUE_URL") is { Length: > 0 } url ? url : null;

    /// <exception cref="FunctionConfigurationException">The variable is missing.</exception>
    private string Require(string name) =>
        read(name) is { Length: > 0 } value
            ? value
            : throw new FunctionConfigurationException($"The environment variable {name} is missing. The template sets it for this function.");
}
