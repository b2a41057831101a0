namespace Podcast.LocalAws.CloudFront.KeyValueStore;

/// <summary>
/// The limits of a store. See
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-keyvaluestores.
/// </summary>
internal static class KeyValueStoreQuotas
{
    public const int KeyBytes = 512;
    public const int ValueBytes = 1024;
    public const int KeysPerUpdate = 50;
    public const int BytesPerUpdate = 3 * 1024 * 1024;
    public const int StoreBytes = 5 * 1024 * 1024;
}
