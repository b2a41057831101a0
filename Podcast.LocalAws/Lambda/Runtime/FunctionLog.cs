using System.Globalization;
using System.Security.Cryptography;
using Podcast.LocalAws.Core.Ports;

namespace Podcast.LocalAws.Lambda.Runtime;

/// <summary>The log of one function: keeps the last lines that its process wrote, and hands these and Lambda's own records on.</summary>
internal sealed class FunctionLog(FunctionConfiguration initial, IEnumerable<IFunctionLogSink> sinks, TimeProvider time)
{
    private const int MaxLines = 1000;

    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = new();
    private readonly IFunctionLogSink[] _sinks = [.. sinks];
    private FunctionConfiguration _function = initial;
    private string? _stream;
    private long _written;

    /// <summary>How many lines were written so far.</summary>
    public long Position
    {
        get
        {
            lock (_lock)
            {
                return _written;
            }
        }
    }

    /// <summary>Takes a changed configuration, whose log group and format hold from now on.</summary>
    public void Configure(FunctionConfiguration changed) => Volatile.Write(ref _function, changed);

    /// <summary>Names the log stream of a process that is about to start.</summary>
    public string BeginStream()
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var stream = string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyy/MM/dd}/[$LATEST]{id}");
        Volatile.Write(ref _stream, stream);
        return stream;
    }

    /// <summary>Takes a line of the function's process.</summary>
    /// <param name="line">The line, without its end.</param>
    /// <param name="writtenAt">When it was written; now, when that is not known.</param>
    public void Write(string line, DateTimeOffset? writtenAt = null)
    {
        lock (_lock)
        {
            if (_lines.Count == MaxLines)
            {
                _lines.Dequeue();
            }

            _lines.Enqueue(line);
            _written++;
        }

        HandOn(line, writtenAt ?? time.GetUtcNow());
    }

    /// <summary>The lines of the process that were written after a position, as far as they are kept.</summary>
    public IReadOnlyList<string> Since(long position)
    {
        lock (_lock)
        {
            return [.. _lines.TakeLast((int)Math.Min(_written - position, _lines.Count))];
        }
    }

    /// <summary>Records that an invocation begins.</summary>
    public void RecordStart(string requestId)
    {
        var now = time.GetUtcNow();
        if (TakesOrdinaryRecords)
        {
            HandOn(InvocationRecords.Start(_function, requestId, now), now);
        }
    }

    /// <summary>Records how an invocation ended.</summary>
    /// <param name="result">How it ended.</param>
    /// <param name="duration">How long the function ran.</param>
    /// <param name="endedAt">When it ended.</param>
    public void RecordEnd(InvocationResult result, TimeSpan duration, DateTimeOffset endedAt)
    {
        if (!TakesOrdinaryRecords && result.Outcome == InvocationOutcome.Succeeded)
        {
            return;
        }

        foreach (var record in InvocationRecords.End(_function, result, duration, endedAt))
        {
            HandOn(record, endedAt);
        }
    }

    // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
    private bool TakesOrdinaryRecords => _function is not { LogFormat: "JSON", SystemLogLevel: "WARN" };

    private void HandOn(string text, DateTimeOffset at)
    {
        if (_sinks.Length == 0)
        {
            return;
        }

        var function = Volatile.Read(ref _function);
        var stream = Volatile.Read(ref _stream) ?? BeginStream();
        var line = new FunctionLogLine(
            function.Name, function.LogGroup, stream, at, text.Length <= FunctionLogLine.MaxLength ? text : text[..FunctionLogLine.MaxLength]);
        foreach (var sink in _sinks)
        {
            sink.Write(line);
        }
    }
}
