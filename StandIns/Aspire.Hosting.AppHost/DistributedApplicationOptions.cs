using System.Reflection;

namespace Aspire.Hosting;

/// <summary>How an application is to be hosted.</summary>
public sealed class DistributedApplicationOptions
{
    private readonly Lazy<Assembly?> _assembly;
    private string? _projectDirectory;

    /// <summary>Begins with the defaults.</summary>
    public DistributedApplicationOptions() =>
        _assembly = new Lazy<Assembly?>(() => string.IsNullOrEmpty(AssemblyName) ? Assembly.GetEntryAssembly() : Assembly.Load(AssemblyName));

    /// <summary>The command line arguments.</summary>
    public string[]? Args { get; set; }

    /// <summary>The app host's assembly; the entry assembly when null.</summary>
    public string? AssemblyName { get; set; }

    /// <summary>Whether there is no dashboard.</summary>
    public bool DisableDashboard { get; set; }

    /// <summary>Whether http is allowed for the dashboard.</summary>
    public bool AllowUnsecuredTransport { get; set; }

    /// <summary>Whether the console logs of all resources go into the app host's log too.</summary>
    public bool EnableResourceLogging { get; set; }

    /// <summary>A registry for container images. The stand-in runs no containers.</summary>
    public string? ContainerRegistryOverride { get; set; }

    /// <summary>What the dashboard calls the application.</summary>
    public string? DashboardApplicationName { get; set; }

    /// <summary>The folder of the app host's project.</summary>
    public string? ProjectDirectory
    {
        get => _projectDirectory ?? Metadata("apphostprojectpath");
        set => _projectDirectory = value;
    }

    /// <summary>Whether resources trust the developer certificate. The stand-in leaves trust as it is.</summary>
    public bool? TrustDeveloperCertificate { get; set; }

    internal Assembly? Assembly => _assembly.Value;

    /// <summary>Debug or Release, as the app host was built.</summary>
    internal string Configuration => Assembly?.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration is { Length: > 0 } configuration ? configuration : "Debug";

    internal string? Metadata(string key) => Assembly is { } assembly ? AssemblyMetadata.Find(assembly, key) : null;
}
