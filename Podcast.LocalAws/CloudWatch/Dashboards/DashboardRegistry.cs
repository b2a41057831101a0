using System.Collections.Immutable;
using System.Text.Json;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudWatch.Dashboards;

/// <summary>The dashboards of the stack.</summary>
internal sealed class DashboardRegistry(TimeProvider time) : IStackConsumer
{
    public const string ResourceType = "AWS::CloudWatch::Dashboard";

    private volatile ImmutableDictionary<string, Dashboard> _byName = ImmutableDictionary<string, Dashboard>.Empty;

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<Dashboard> All => [.. _byName.Values.OrderBy(dashboard => dashboard.Name, StringComparer.Ordinal)];

    public Dashboard? Find(string name) => _byName.GetValueOrDefault(name);

    /// <exception cref="TemplateException">A body is not JSON.</exception>
    public Task ApplyAsync(Stack stack, CancellationToken cancellationToken)
    {
        _byName = stack.OfType(ResourceType).Select(Read).ToImmutableDictionary(dashboard => dashboard.Name, StringComparer.Ordinal);
        return Task.CompletedTask;
    }

    private Dashboard Read(StackResource resource)
    {
        var body = resource.Properties["DashboardBody"]?.ToString() ?? "";
        try
        {
            return Find(resource.PhysicalId) is { } known && known.Body == body ? known : new(resource.PhysicalId, body, time.GetUtcNow());
        }
        catch (JsonException reason)
        {
            throw new TemplateException($"{resource.LogicalId}.DashboardBody is not JSON: {reason.Message}");
        }
    }
}
