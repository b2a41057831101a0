#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert.Model;

/// <summary>A page of jobs.</summary>
public partial class ListJobsResponse : AmazonWebServiceResponse
{
    public List<Job> Jobs { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>Where the next page starts; null on the last one.</summary>
    public string NextToken { get; set; }
}
