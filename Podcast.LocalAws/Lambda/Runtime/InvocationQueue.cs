namespace Podcast.LocalAws.Lambda.Runtime;

/// <summary>Events that wait for a runtime, and runtimes that wait for an event. How many events may wait is up to who adds them.</summary>
internal sealed class InvocationQueue
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Invocation> _events = [];
    private readonly LinkedList<TaskCompletionSource<Invocation>> _pollers = [];

    /// <summary>How many runtimes wait for an event.</summary>
    public int Pollers
    {
        get
        {
            lock (_lock)
            {
                return _pollers.Count;
            }
        }
    }

    /// <summary>How many events wait.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _events.Count;
            }
        }
    }

    public void Add(Invocation invocation)
    {
        lock (_lock)
        {
            if (!HandOver(invocation))
            {
                _events.AddLast(invocation);
            }
        }
    }

    /// <summary>Puts an event back that the runtime which took it never received.</summary>
    public void Return(Invocation invocation)
    {
        lock (_lock)
        {
            invocation.TakeBack();
            if (!HandOver(invocation))
            {
                _events.AddFirst(invocation);
            }
        }
    }

    /// <returns>Whether the event was still waiting.</returns>
    public bool Remove(Invocation invocation)
    {
        lock (_lock)
        {
            return _events.Remove(invocation);
        }
    }

    /// <summary>Takes all events that wait.</summary>
    public IReadOnlyList<Invocation> RemoveAll()
    {
        lock (_lock)
        {
            Invocation[] events = [.. _events];
            _events.Clear();
            return events;
        }
    }

    public async Task<Invocation> TakeAsync(CancellationToken cancellationToken)
    {
        LinkedListNode<TaskCompletionSource<Invocation>> poller;
        lock (_lock)
        {
            if (_events.First is { } first)
            {
                _events.RemoveFirst();
                first.Value.Deliver();
                return first.Value;
            }

            poller = _pollers.AddLast(new TaskCompletionSource<Invocation>(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        await using var registration = cancellationToken.Register(() => Abandon(poller, cancellationToken));
        return await poller.Value.Task;
    }

    private void Abandon(LinkedListNode<TaskCompletionSource<Invocation>> poller, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (poller.List is null)
            {
                return;
            }

            _pollers.Remove(poller);
        }

        poller.Value.TrySetCanceled(cancellationToken);
    }

    private bool HandOver(Invocation invocation)
    {
        if (_pollers.First is not { } poller)
        {
            return false;
        }

        _pollers.RemoveFirst();
        invocation.Deliver();
        poller.Value.SetResult(invocation);
        return true;
    }
}
