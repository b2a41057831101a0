#nullable disable

using System.Runtime.CompilerServices;
using Amazon.Runtime;

namespace Amazon.MediaConvert.Model;

internal sealed class ListJobsPaginator(IAmazonMediaConvert client, ListJobsRequest request)
    : IPaginator<ListJobsResponse>, IListJobsPaginator
{
    private int _used;

    public IPaginatedEnumerable<ListJobsResponse> Responses => new PaginatedResponse<ListJobsResponse>(this);

    public IPaginatedEnumerable<Job> Jobs =>
        new PaginatedResultKeyResponse<ListJobsResponse, Job>(this, response => response.Jobs ?? []);

    async IAsyncEnumerable<ListJobsResponse> IPaginator<ListJobsResponse>.PaginateAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _used, 1) != 0)
        {
            throw new InvalidOperationException("A paginator walks once; create another one.");
        }

        PaginatorUtils.SetUserAgentAdditionOnRequest(request);
        do
        {
            var response = await client.ListJobsAsync(request, cancellationToken).ConfigureAwait(false);
            request.NextToken = response.NextToken;
            yield return response;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
    }
}
