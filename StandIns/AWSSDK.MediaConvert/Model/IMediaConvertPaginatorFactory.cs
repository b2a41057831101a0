#nullable disable

namespace Amazon.MediaConvert.Model;

/// <summary>Creates paginators.</summary>
public interface IMediaConvertPaginatorFactory
{
    /// <summary>Walks through the jobs.</summary>
    IListJobsPaginator ListJobs(ListJobsRequest request);
}
