using System.Collections.Concurrent;
using System.Text;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Logs;

/// <summary>
/// The log groups of the stack, and those that Lambda and CloudFront make by themselves when a function without one writes. They take what functions write.
/// </summary>
internal sealed class LogGroups(TimeProvider time) : IStackConsumer, IFunctionLogSink
{
    private const string ResourceType = "AWS::Logs::LogGroup";

    private readonly ConcurrentDictionary<string, LogGroup> _groups = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ofTheStack = new(StringComparer.Ordinal);
    private long _written;

    public IEnumerable<LogGroup> All => _groups.Values.OrderBy(group => group.Name, StringComparer.Ordinal);

    public LogGroup? Find(string name) => _groups.GetValueOrDefault(name);

    /// <inheritdoc />
    public Task ApplyAsync(Stack stack, CancellationToken cancellationToken)
    {
        var names = stack.OfType(ResourceType).ToDictionary(resource => resource.PhysicalId, StringComparer.Ordinal);
        foreach (var gone in _ofTheStack.Where(name => !names.ContainsKey(name)).ToList())
        {
            _groups.TryRemove(gone, out _);
            _ofTheStack.Remove(gone);
        }

        foreach (var (name, resource) in names)
        {
            var group = _groups.GetOrAdd(name, Create);
            group.RetentionInDays = TemplateNumber.Read(resource.Properties["RetentionInDays"]);
            group.KmsKeyId = resource.Properties["KmsKeyId"]?.ToString();
            _ofTheStack.Add(name);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public void Write(FunctionLogLine line)
    {
        var now = time.GetUtcNow();
        LocalAwsMetrics.RecordLogged(Encoding.UTF8.GetByteCount(line.Text));
        _groups.GetOrAdd(line.LogGroup, Create).Add(
            new(line.LogStream, line.Timestamp.ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds(), Interlocked.Increment(ref _written), line.Text), now);
    }

    private LogGroup Create(string name) => new(name, time.GetUtcNow());
}
