using Amazon.CloudFrontKeyValueStore;
using Amazon.CloudFrontKeyValueStore.Model;
using Podcast.Functions.EdgeStore;

namespace Podcast.Functions.Reconcile;

/// <summary>Reads the whole store, 50 keys a call: that is all the API gives. 5 MB of entries fit into memory easily.</summary>
internal sealed class StoreListing(IAmazonCloudFrontKeyValueStore client, string storeArn)
{
    /// <exception cref="OperationCanceledException">Time ran out before the end.</exception>
    public async Task<Dictionary<string, string>> ReadAsync(CancellationToken cancellationToken)
    {
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        string? next = null;
        do
        {
            var page = await client.ListKeysAsync(
                new ListKeysRequest { KvsARN = storeArn, MaxResults = StoreChunk.MaxKeys, NextToken = next }, cancellationToken).ConfigureAwait(false);
            foreach (var item in page.Items ?? [])
            {
                entries[item.Key] = item.Value;
            }

            next = string.IsNullOrEmpty(page.NextToken) ? null : page.NextToken;
        }
        while (next is not null);

        return entries;
    }
}
