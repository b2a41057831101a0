#nullable disable

namespace Amazon.CloudFront.Model;

/// <summary>Paths of objects; an asterisk at the end of one stands for anything.</summary>
public partial class Paths
{
    /// <summary>How many there are. Required.</summary>
    public int? Quantity { get; set; }

    /// <summary>The paths, each with its leading slash.</summary>
    public List<string> Items { get; set; }
}
