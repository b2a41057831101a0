using System.Collections.Immutable;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudWatch.Alarms;

/// <summary>The alarms of the stack. One that changes keeps its state and its history.</summary>
internal sealed class AlarmRegistry(TimeProvider time) : IStackConsumer
{
    private volatile ImmutableDictionary<string, Alarm> _byName = ImmutableDictionary<string, Alarm>.Empty;

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<Alarm> All => [.. _byName.Values.OrderBy(alarm => alarm.Name, StringComparer.Ordinal)];

    public Alarm? Find(string name) => _byName.GetValueOrDefault(name);

    /// <exception cref="TemplateException">An alarm has what CloudWatch refuses, or what LocalAws does not evaluate.</exception>
    public Task ApplyAsync(Stack stack, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var after = ImmutableDictionary.CreateBuilder<string, Alarm>(StringComparer.Ordinal);
        foreach (var configuration in stack.OfType(AlarmConfiguration.ResourceType).Select(AlarmConfiguration.Read))
        {
            if (Find(configuration.Name) is { } known)
            {
                known.Configure(configuration, now);
                after[configuration.Name] = known;
            }
            else
            {
                after[configuration.Name] = new(configuration, now);
            }
        }

        _byName = after.ToImmutable();
        return Task.CompletedTask;
    }
}
