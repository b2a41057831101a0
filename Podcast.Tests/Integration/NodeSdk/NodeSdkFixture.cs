using Podcast.Tests.Integration.NodeSdk;

[assembly: AssemblyFixture(typeof(NodeSdkFixture))]

namespace Podcast.Tests.Integration.NodeSdk;

/// <summary>Runs scripts with AWS's clients for Node.js.</summary>
public sealed class NodeSdkFixture
{
    private readonly NodePackages _packages = new(Path.Combine(AppContext.BaseDirectory, "Integration", "NodeSdk"), "node-sdk");

    /// <inheritdoc cref="NodePackages.RunAsync"/>
    public Task<string> RunAsync(string script, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken) =>
        _packages.RunAsync(script, environment, cancellationToken);
}
