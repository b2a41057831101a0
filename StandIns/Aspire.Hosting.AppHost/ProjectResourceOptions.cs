namespace Aspire.Hosting;

/// <summary>What is taken from a project's own settings.</summary>
public class ProjectResourceOptions
{
    /// <summary>The launch profile; the default one when null.</summary>
    public string? LaunchProfileName { get; set; }

    /// <summary>Whether no launch profile is used.</summary>
    public bool ExcludeLaunchProfile { get; set; }

    /// <summary>Whether the endpoints in the project's Kestrel settings are left out.</summary>
    public bool ExcludeKestrelEndpoints { get; set; }
}
