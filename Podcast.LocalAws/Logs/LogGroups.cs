using System.Collections.Concurrent;
using System.Text;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Logs;

/// <summary>
/// The log groups of the stack, and those that Lambda and CloudFront make by themselves when a function without one writes. They take what functions write.
/// </summary>
internal sealed partial class LogGroups(TimeProvider time, ILogger<LogGroups> logger) : IStackConsumer, IFunctionLogSink
{
    /// <summary>How many groups there may be. With what each may take, the logs stay below 500 MB.</summary>
    public const int MaxGroups = 200;

    private const string ResourceType = "AWS::Logs::LogGroup";

    private readonly ConcurrentDictionary<string, LogGroup> _groups = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ofTheStack = new(StringComparer.Ordinal);
    private readonly Lock _adding = new();
    private long _written;
    private bool _isRefusalLogged;

    public IEnumerable<LogGroup> All => _groups.Values.OrderBy(group => group.Name, StringComparer.Ordinal);

    public LogGroup? Find(string name) => _groups.GetValueOrDefault(name);

    /// <inheritdoc />
    /// <exception cref="TemplateException">The template has more groups than there may be.</exception>
    public Task ApplyAsync(Stack stack, CancellationToken cancellationToken)
    {
        var names = stack.OfType(ResourceType).ToDictionary(resource => resource.PhysicalId, StringComparer.Ordinal);
        if (names.Count > MaxGroups)
        {
            throw new TemplateException($"The template has {names.Count} log groups; LocalAws keeps {MaxGroups}.");
        }

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
        GetOrAdd(line.LogGroup)?.Add(
            new(line.LogStream, line.Timestamp.ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds(), Interlocked.Increment(ref _written), line.Text), now);
    }

    private LogGroup? GetOrAdd(string name)
    {
        if (Find(name) is { } known)
        {
            return known;
        }

        lock (_adding)
        {
            if (_groups.Count < MaxGroups)
            {
                return _groups.GetOrAdd(name, Create);
            }

            if (!_isRefusalLogged)
            {
                _isRefusalLogged = true;
                Log.Refused(logger, name, MaxGroups);
            }

            return null;
        }
    }

    private LogGroup Create(string name) => new(name, time.GetUtcNow());

    private static partial class Log
    {
        [LoggerMessage(EventIds.LogGroupRefused, LogLevel.Warning, "What is written to {Group} is not kept, nor to any other new log group: there are {Count} already.")]
        public static partial void Refused(ILogger logger, string group, int count);
    }
}
