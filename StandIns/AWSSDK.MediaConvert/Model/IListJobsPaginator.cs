#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert.Model;

/// <summary>Walks through the jobs, once.</summary>
public interface IListJobsPaginator
{
    /// <summary>Page by page.</summary>
    IPaginatedEnumerable<ListJobsResponse> Responses { get; }

    /// <summary>Job by job.</summary>
    IPaginatedEnumerable<Job> Jobs { get; }
}
