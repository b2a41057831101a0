using System.Text;

namespace Podcast.Functions.StreamProcessor;

/// <summary>As many operations as one UpdateKeys call takes.</summary>
internal static class StoreChunk
{
    /// <summary>https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-keyvaluestores</summary>
    public const int MaxKeys = 50;

    /// <summary>Half a megabyte under the limit, for what JSON adds to keys and values.</summary>
    public const int MaxBytes = 2_500_000;

    /// <summary>How many operations, from <paramref name="start"/> on, go into the next call.</summary>
    public static int Count(IReadOnlyList<StoreOperation> operations, int start)
    {
        var bytes = 0;
        var count = 0;
        while (start + count < operations.Count && count < MaxKeys)
        {
            var operation = operations[start + count];
            bytes += Encoding.UTF8.GetByteCount(operation.Key) + Encoding.UTF8.GetByteCount(operation.Value ?? "");
            if (bytes > MaxBytes && count > 0)
            {
                break;
            }

            count++;
        }

        return count;
    }
}
