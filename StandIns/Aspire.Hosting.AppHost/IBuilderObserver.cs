using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Watches an app host's entry point as it describes its application; how tests change and start it.</summary>
internal interface IBuilderObserver
{
    private static readonly AsyncLocal<IBuilderObserver?> s_current = new();

    /// <summary>The observer of the entry point that this code runs in; null in an app host of its own.</summary>
    static IBuilderObserver? Current
    {
        get => s_current.Value;
        set => s_current.Value = value;
    }

    void Constructing(DistributedApplicationOptions options, HostApplicationBuilderSettings hostOptions);

    void Constructed(DistributedApplicationBuilder builder);

    void Building(DistributedApplicationBuilder builder);

    void Built(DistributedApplication application);

    void Started();
}
