using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The console log of one instance: its last lines, and those who follow it.</summary>
internal sealed class ResourceLog(TimeProvider timeProvider) : ILogger
{
    private const int Capacity = 10_000;

    private readonly Lock _gate = new();
    private readonly Queue<LogLine> _lines = new();
    private readonly List<Channel<LogLine>> _followers = [];
    private int _count;
    private bool _completed;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var message = formatter(state, exception);
        Append(exception is null ? message : $"{message}\n{exception}", isError: logLevel >= LogLevel.Error);
    }

    /// <summary>Adds a line, with the time in front, in the form that the dashboard reads.</summary>
    public void Append(string content, bool isError)
    {
        var time = timeProvider.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffK", CultureInfo.InvariantCulture);
        lock (_gate)
        {
            if (_completed)
            {
                return;
            }

            var line = new LogLine(++_count, $"{time} {content}", isError);
            _lines.Enqueue(line);
            if (_lines.Count > Capacity)
            {
                _lines.Dequeue();
            }

            foreach (var follower in _followers)
            {
                follower.Writer.TryWrite(line);
            }
        }
    }

    /// <summary>The lines so far.</summary>
    public LogLine[] Snapshot()
    {
        lock (_gate)
        {
            return [.. _lines];
        }
    }

    /// <summary>The lines so far, then those to come until the log is complete. A follower that cannot keep up misses lines.</summary>
    public async IAsyncEnumerable<IReadOnlyList<LogLine>> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateBounded<LogLine>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        LogLine[] soFar;
        lock (_gate)
        {
            soFar = [.. _lines];
            _followers.Add(channel);
            if (_completed)
            {
                channel.Writer.TryComplete();
            }
        }

        try
        {
            if (soFar.Length > 0)
            {
                yield return soFar;
            }

            while (await channel.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                var batch = new List<LogLine>();
                while (channel.Reader.TryRead(out var line))
                {
                    batch.Add(line);
                }

                yield return batch;
            }
        }
        finally
        {
            lock (_gate)
            {
                _followers.Remove(channel);
            }
        }
    }

    /// <summary>Ends the log: nothing is added, and who follows it comes to an end.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _completed = true;
            foreach (var follower in _followers)
            {
                follower.Writer.TryComplete();
            }
        }
    }
}
