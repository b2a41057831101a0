#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.MediaConvert.Model;

/// <summary>Lists a page of the newest jobs.</summary>
public partial class ListJobsRequest : AmazonMediaConvertRequest
{
    /// <summary>Jobs a page, 1 to 20.</summary>
    [AWSProperty(Min = 1, Max = 20)]
    public int? MaxResults { get; set; }

    /// <summary>Where the page starts, from the page before.</summary>
    public string NextToken { get; set; }

    public Order Order { get; set; }

    public string Queue { get; set; }

    public JobStatus Status { get; set; }
}
