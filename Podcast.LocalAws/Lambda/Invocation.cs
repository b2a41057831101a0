using Podcast.LocalAws.Core.Ports;

namespace Podcast.LocalAws.Lambda;

/// <summary>One event on its way through a function's runtime.</summary>
internal sealed class Invocation(string requestId, ReadOnlyMemory<byte> payload, string traceHeader, string? clientContext) : IDisposable
{
    private readonly TaskCompletionSource<InvocationResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private ITimer? _deadline;

    public string RequestId => requestId;

    /// <summary>Unique for each time the event is handed to a runtime.</summary>
    public string InvocationId { get; private set; } = Guid.NewGuid().ToString();

    public ReadOnlyMemory<byte> Payload => payload;

    public string TraceHeader => traceHeader;

    public string? ClientContext => clientContext;

    /// <summary>When the runtime took the event, as a timestamp of the process's <see cref="TimeProvider"/>.</summary>
    public long StartedAt { get; set; }

    public Task<InvocationResult> Completion => _completion.Task;

    /// <summary>Whether a runtime has taken the event.</summary>
    public bool IsDelivered { get; private set; }

    /// <summary>A runtime takes the event.</summary>
    public void Deliver()
    {
        InvocationId = Guid.NewGuid().ToString();
        IsDelivered = true;
    }

    /// <summary>The event did not reach the runtime that took it.</summary>
    public void TakeBack()
    {
        IsDelivered = false;
        StopWatching();
    }

    /// <summary>Watches over the deadline of a delivered event.</summary>
    public void Watch(ITimer? deadline)
    {
        lock (_lock)
        {
            if (!_completion.Task.IsCompleted)
            {
                _deadline = deadline;
                return;
            }
        }

        deadline?.Dispose();
    }

    /// <returns>Whether this call completed the invocation.</returns>
    public bool TryComplete(InvocationResult result)
    {
        lock (_lock)
        {
            if (!_completion.TrySetResult(result))
            {
                return false;
            }
        }

        StopWatching();
        return true;
    }

    public void Dispose() => StopWatching();

    private void StopWatching()
    {
        ITimer? deadline;
        lock (_lock)
        {
            deadline = _deadline;
            _deadline = null;
        }

        deadline?.Dispose();
    }
}
