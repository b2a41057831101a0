using System.Globalization;

namespace Podcast.Functions.Hosting;

/// <summary>The settings of a function, which the template gives it; see docs/data-model.md.</summary>
internal sealed class FunctionEnvironment(Func<string, string?> read)
{
    public string SubscribersTable => Require("SUBSCRIBERS_TABLE");

    public string CatalogTable => Require("CATALOG_TABLE");

    /// <summary>The table of downloads.</summary>
    public string StatisticsTable => Require("STATISTICS_TABLE");

    /// <summary>The bucket of the distribution's access logs.</summary>
    public string LogBucket => Require("LOG_BUCKET");

    public string MediaBucket => Require("MEDIA_BUCKET");

    public string IngestBucket => Require("INGEST_BUCKET");

    public string MediaConvertRoleArn => Require("MEDIACONVERT_ROLE_ARN");

    /// <summary>The queue for jobs. Without it they would go to the account's default one, which neither role is allowed.</summary>
    public string MediaConvertQueueArn => Require("MEDIACONVERT_QUEUE_ARN");

    /// <summary>The name of the bus for what has happened.</summary>
    public string EventBus => Require("EVENT_BUS");

    /// <summary>The queue for events that could not be sent.</summary>
    public string FailedEventsQueue => Require("FAILED_EVENTS_QUEUE_URL");

    /// <summary>Where feeds are fetched, without a slash at its end.</summary>
    public string ViewerUrl => Require("VIEWER_URL").TrimEnd('/');

    /// <summary>Whether addresses that others name may lead to this machine and into private networks; not unless the variable says so.</summary>
    public bool AllowsPrivateAddresses => read("ALLOW_PRIVATE_ADDRESSES") == "true";

    /// <summary>The distribution whose caches hold the audio.</summary>
    public string DistributionId => Require("DISTRIBUTION_ID");

    public string KeyValueStoreArn => Require("KVS_ARN");

    /// <summary>Bytes of the key-value store that subscribers' entries may take; null for the default.</summary>
    /// <exception cref="FunctionConfigurationException">The value is not a number.</exception>
    public long? KeyValueStoreBudget =>
        read("KVS_BUDGET_BYTES") is not { Length: > 0 } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes
        : throw new FunctionConfigurationException("The environment variable KVS_BUDGET_BYTES is not a number of bytes.");

    /// <summary>Address of the queue for changes that can never be brought to the edge.</summary>
    public string FailedChangesQueue => Require("FAILED_CHANGES_QUEUE_URL");

    /// <exception cref="FunctionConfigurationException">The variable is missing.</exception>
    private string Require(string name) =>
        read(name) is { Length: > 0 } value
            ? value
            : throw new FunctionConfigurationException($"The environment variable {name} is missing. The template sets it for this function.");
}
