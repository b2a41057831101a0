#nullable disable

namespace Amazon.MediaConvert.Model;

/// <summary>Creates paginators.</summary>
public class MediaConvertPaginatorFactory : IMediaConvertPaginatorFactory
{
    private readonly IAmazonMediaConvert _client;

    internal MediaConvertPaginatorFactory(IAmazonMediaConvert client) => _client = client;

    /// <inheritdoc/>
    public IListJobsPaginator ListJobs(ListJobsRequest request) => new ListJobsPaginator(_client, request);
}
