using System.Collections.Concurrent;
using System.Globalization;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;

namespace Podcast.LocalAws.Lambda.Runtime;

/// <summary>
/// The running side of one function: events go in by <see cref="InvokeAsync"/>, the function's process takes them by the Runtime API.
/// Where Lambda would start another environment, an event waits here for the process to be free.
/// </summary>
internal sealed partial class FunctionRuntime(FunctionConfiguration initial, FunctionLog log, bool enforceTimeout, TimeProvider time, ILogger logger)
{
    /// <summary>How long an event waits for a process that is not there, on top of the time that those before it may take.</summary>
    public static readonly TimeSpan StartBound = TimeSpan.FromSeconds(15);

    // What a process writes arrives by another way than its response; the end of an invocation is recorded after it.
    private static readonly TimeSpan OutputDelay = TimeSpan.FromMilliseconds(100);

    // The account's limit, for a function without reserved concurrency.
    private const int AccountConcurrency = 1000;

    private readonly InvocationQueue _queue = new();
    private FunctionConfiguration _function = initial;
    private readonly ConcurrentDictionary<string, Invocation> _running = new(StringComparer.Ordinal);
    private int _active;
    private int _polls;
    private InvocationResult? _initError;
    private long _lastSeen;

    /// <summary>Called when an event waits and there is no process, so that one can be started.</summary>
    public Action? Needed { get; set; }

    /// <summary>The function's log.</summary>
    public FunctionLog Log => log;

    /// <summary>Takes a changed configuration; it holds from the next event on.</summary>
    public void Configure(FunctionConfiguration changed)
    {
        Volatile.Write(ref _function, changed);
        log.Configure(changed);
    }

    /// <summary>Whether a process of the function is there: it waits for an event, or runs one.</summary>
    public bool IsConnected => _queue.Pollers > 0 || !_running.IsEmpty;

    /// <summary>How often a process has asked for an event so far.</summary>
    public int Polls => Volatile.Read(ref _polls);

    /// <summary>How many events wait or run.</summary>
    public int Active => Volatile.Read(ref _active);

    /// <summary>Whether events wait for a process.</summary>
    public bool HasWaiting => _queue.Count > 0;

    /// <summary>When a process of the function was last there; <see langword="null"/> when none has been yet.</summary>
    public DateTimeOffset? LastSeen => Volatile.Read(ref _lastSeen) is > 0 and var ticks ? new(ticks, TimeSpan.Zero) : null;

    /// <summary>The error type that the process reported when it could not start.</summary>
    public string? InitError => _initError?.ErrorType;

    /// <summary>Runs the function once. It ends by itself when the function's time is up; cancelling only stops the waiting.</summary>
    public async Task<InvocationResult> InvokeAsync(
        ReadOnlyMemory<byte> payload, string requestId, string? clientContext, CancellationToken cancellationToken)
    {
        var limit = _function.ReservedConcurrency ?? AccountConcurrency;
        if (Interlocked.Increment(ref _active) > limit)
        {
            Interlocked.Decrement(ref _active);
            return InvocationResult.NotRun(InvocationOutcome.Throttled, requestId, InvocationResult.RateExceeded);
        }

        var invocation = new Invocation(requestId, payload, XRayHeader.FromCurrent(), clientContext);
        try
        {
            if (Needed is null && Volatile.Read(ref _initError) is { } initError && !IsConnected)
            {
                invocation.TryComplete(initError with { RequestId = requestId });
            }
            else
            {
                _queue.Add(invocation);
            }

            if (!IsConnected)
            {
                Needed?.Invoke();
            }

            using var patience = time.CreateTimer(
                GiveUp, invocation, IsConnected ? _function.Timeout + StartBound : StartBound, System.Threading.Timeout.InfiniteTimeSpan);
            return await invocation.Completion.WaitAsync(cancellationToken);
        }
        finally
        {
            Release(invocation);
        }
    }

    /// <summary>Waits for the next event.</summary>
    public async Task<Invocation> NextAsync(CancellationToken cancellationToken)
    {
        Volatile.Write(ref _initError, null);
        Interlocked.Increment(ref _polls);
        MarkSeen();
        try
        {
            return await _queue.TakeAsync(cancellationToken);
        }
        finally
        {
            MarkSeen();
        }
    }

    /// <summary>Starts the timeout of an event that a runtime has taken. From here on only one of response, deadline and exit counts.</summary>
    /// <returns>The deadline.</returns>
    public DateTimeOffset Start(Invocation invocation)
    {
        _running[invocation.RequestId] = invocation;
        var deadline = enforceTimeout
            ? time.CreateTimer(TimeOut, invocation, _function.Timeout, System.Threading.Timeout.InfiniteTimeSpan)
            : null;
        invocation.Watch(deadline);
        invocation.StartedAt = time.GetTimestamp();
        log.RecordStart(invocation.RequestId);
        return time.GetUtcNow() + _function.Timeout;
    }

    /// <summary>Puts an event back that did not reach the runtime that took it.</summary>
    public void Return(Invocation invocation)
    {
        _running.TryRemove(invocation.RequestId, out _);
        if (!invocation.Completion.IsCompleted)
        {
            _queue.Return(invocation);
        }
    }

    /// <summary>Completes an event with the response of its runtime.</summary>
    /// <param name="requestId">The event.</param>
    /// <param name="invocationId">The attempt, when the runtime sends it.</param>
    /// <param name="result">The result.</param>
    public CompletionStatus Complete(string requestId, string? invocationId, InvocationResult result)
    {
        if (!_running.TryGetValue(requestId, out var invocation))
        {
            return CompletionStatus.InvalidRequestId;
        }

        if (invocationId is not null && invocationId != invocation.InvocationId)
        {
            return CompletionStatus.InvalidInvocationId;
        }

        return End(invocation, result) ? CompletionStatus.Accepted : CompletionStatus.InvalidRequestId;
    }

    /// <summary>The process could not start. Waiting callers get the error; when nobody waits, the next caller does.</summary>
    public void ReportInitError(ReadOnlyMemory<byte> errorDocument)
    {
        var error = InvocationResult.Failed("", errorDocument);
        Messages.InitFailed(logger, _function.Handler, error.ErrorType);
        var waiting = _queue.RemoveAll();
        Volatile.Write(ref _initError, error);
        foreach (var invocation in waiting)
        {
            invocation.TryComplete(error with { RequestId = invocation.RequestId });
        }
    }

    /// <summary>
    /// The process has ended, and with it the events that it had. Only the program that started it can tell: a runtime may well close its connections
    /// between two calls.
    /// </summary>
    /// <param name="exitCode">The exit code; <see langword="null"/> when it is not known.</param>
    public void ReportExit(int? exitCode)
    {
        foreach (var invocation in _running.Values)
        {
            if (End(invocation, InvocationResult.Failed(invocation.RequestId, ProcessExit.ErrorType, ProcessExit.Describe(exitCode))))
            {
                Messages.Exited(logger, _function.Handler, invocation.RequestId);
            }
        }
    }

    private void MarkSeen() => Volatile.Write(ref _lastSeen, time.GetUtcNow().UtcTicks);

    private bool End(Invocation invocation, InvocationResult result)
    {
        MarkSeen();
        _running.TryRemove(invocation.RequestId, out _);
        if (!invocation.TryComplete(result))
        {
            return false;
        }

        var duration = time.GetElapsedTime(invocation.StartedAt);
        var endedAt = time.GetUtcNow();
        // A timer that nothing refers to is collected before it fires; its own callback keeps this one.
        ITimer? timer = null;
        timer = time.CreateTimer(
            _ =>
            {
                log.RecordEnd(result, duration, endedAt);
                timer?.Dispose();
            },
            state: null,
            OutputDelay,
            System.Threading.Timeout.InfiniteTimeSpan);
        return true;
    }

    // Counts until the function has finished, even after the caller disconnected, because it occupies the function's concurrency.
    private void Release(Invocation invocation)
    {
        if (_queue.Remove(invocation) || invocation.Completion.IsCompleted)
        {
            Interlocked.Decrement(ref _active);
            invocation.Dispose();
            return;
        }

        invocation.Completion.ContinueWith(
            _ => Interlocked.Decrement(ref _active), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void GiveUp(object? state)
    {
        var invocation = (Invocation)state!;
        if (!_queue.Remove(invocation))
        {
            return;
        }

        var result = IsConnected
            ? InvocationResult.NotRun(InvocationOutcome.Throttled, invocation.RequestId, "Every process of the function stayed busy.")
            : InvocationResult.NotRun(
                InvocationOutcome.Unavailable,
                invocation.RequestId,
                $"No process of the function {_function.Handler} polled the Runtime API within {StartBound.TotalSeconds:0} s. Is its resource running?");
        Messages.NotRun(logger, _function.Handler, result.Reason!);
        invocation.TryComplete(result);
    }

    private void TimeOut(object? state)
    {
        var invocation = (Invocation)state!;
        var seconds = _function.Timeout.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
        if (End(invocation, InvocationResult.Failed(invocation.RequestId, InvocationResult.TimedOut, $"Task timed out after {seconds} seconds")))
        {
            Messages.TimedOut(logger, _function.Handler, invocation.RequestId, seconds);
        }
    }

    private static partial class Messages
    {
        [LoggerMessage(EventIds.FunctionInitFailed, LogLevel.Error, "{Handler} could not start: {ErrorType}")]
        public static partial void InitFailed(ILogger logger, string handler, string? errorType);

        [LoggerMessage(EventIds.FunctionNotRun, LogLevel.Warning, "{Handler} did not run: {Reason}")]
        public static partial void NotRun(ILogger logger, string handler, string reason);

        [LoggerMessage(EventIds.FunctionTimedOut, LogLevel.Warning, "{Handler} {RequestId} timed out after {Seconds} seconds.")]
        public static partial void TimedOut(ILogger logger, string handler, string requestId, string seconds);

        [LoggerMessage(EventIds.FunctionProcessLost, LogLevel.Warning, "{Handler} {RequestId}: the process ended while it ran.")]
        public static partial void Exited(ILogger logger, string handler, string requestId);
    }
}
