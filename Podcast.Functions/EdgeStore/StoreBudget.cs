using Podcast.Functions.Hosting;

namespace Podcast.Functions.EdgeStore;

/// <summary>How much of the store entries of subscribers may take.</summary>
/// <param name="Bytes">UTF-8 bytes of all keys and values.</param>
internal sealed record StoreBudget(long Bytes)
{
    /// <summary>
    /// The quota is 5 MB, see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-keyvaluestores.
    /// What is above 4.9 million bytes is for signing keys, and for growth that is found out only by writing.
    /// </summary>
    public const long DefaultBytes = 4_900_000;

    public static StoreBudget Of(FunctionEnvironment environment) => new(environment.KeyValueStoreBudget ?? DefaultBytes);
}
