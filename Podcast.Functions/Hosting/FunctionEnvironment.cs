namespace Podcast.Functions.Hosting;

/// <summary>The settings of a function, which the template gives it; see docs/data-model.md.</summary>
internal sealed class FunctionEnvironment(Func<string, string?> read)
{
    public string SubscribersTable => Require("SUBSCRIBERS_TABLE");

    public string CatalogTable => Require("CATALOG_TABLE");

    public string MediaBucket => Require("MEDIA_BUCKET");

    public string KeyValueStoreArn => Require("KVS_ARN");

    /// <exception cref="FunctionConfigurationException">The variable is missing.</exception>
    private string Require(string name) =>
        read(name) is { Length: > 0 } value
            ? value
            : throw new FunctionConfigurationException($"The environment variable {name} is missing. The template sets it for this function.");
}
