#nullable disable

using System.Runtime.CompilerServices;
using Amazon.Runtime;

namespace Amazon.CloudFrontKeyValueStore.Model;

internal sealed class ListKeysPaginator(IAmazonCloudFrontKeyValueStore client, ListKeysRequest request)
    : IPaginator<ListKeysResponse>, IListKeysPaginator
{
    private int _used;

    public IPaginatedEnumerable<ListKeysResponse> Responses => new PaginatedResponse<ListKeysResponse>(this);

    public IPaginatedEnumerable<ListKeysResponseListItem> Items =>
        new PaginatedResultKeyResponse<ListKeysResponse, ListKeysResponseListItem>(this, response => response.Items ?? []);

    async IAsyncEnumerable<ListKeysResponse> IPaginator<ListKeysResponse>.PaginateAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _used, 1) != 0)
        {
            throw new InvalidOperationException("A paginator walks once; create another one.");
        }

        PaginatorUtils.SetUserAgentAdditionOnRequest(request);
        do
        {
            var response = await client.ListKeysAsync(request, cancellationToken).ConfigureAwait(false);
            request.NextToken = response.NextToken;
            yield return response;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
    }
}
