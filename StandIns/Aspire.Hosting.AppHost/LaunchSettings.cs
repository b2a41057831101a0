using System.Text.Json.Serialization;

namespace Aspire.Hosting;

/// <summary>The ways to start a project.</summary>
public sealed class LaunchSettings
{
    /// <summary>The profiles, by name.</summary>
    [JsonPropertyName("profiles")]
    public Dictionary<string, LaunchProfile> Profiles { get; set; } = [];
}
