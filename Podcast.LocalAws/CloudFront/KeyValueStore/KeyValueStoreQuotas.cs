using System.Text;
using Podcast.LocalAws.Core;

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

    /// <exception cref="AwsException">The key or the value is too long: ServiceQuotaExceededException.</exception>
    public static void Check(KeyValueEntry entry)
    {
        CheckKey(entry.Key);
        if (Encoding.UTF8.GetByteCount(entry.Value) > ValueBytes)
        {
            throw Exceeded($"A value has at most {ValueBytes} bytes.");
        }
    }

    /// <exception cref="AwsException">The key is too long: ServiceQuotaExceededException.</exception>
    public static void CheckKey(string key)
    {
        if (Encoding.UTF8.GetByteCount(key) > KeyBytes)
        {
            throw Exceeded($"A key has at most {KeyBytes} bytes.");
        }
    }

    public static AwsException Exceeded(string message) => new("ServiceQuotaExceededException", message, StatusCodes.Status402PaymentRequired);
}
