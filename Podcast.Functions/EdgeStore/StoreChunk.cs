namespace Podcast.Functions.EdgeStore;

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
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (start + count < operations.Count && count < MaxKeys)
        {
            var operation = operations[start + count];
            bytes += StoreEntry.BytesOf(operation.Key, operation.Value ?? "");

            // A call names a key once; of two items that claim one key, the later one is written last.
            if ((bytes > MaxBytes && count > 0) || !keys.Add(operation.Key))
            {
                break;
            }

            count++;
        }

        return count;
    }
}
