namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that can be awaited before it is set, and replaced afterwards.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public sealed class ValueSnapshot<T> where T : notnull
{
    private readonly TaskCompletionSource<T> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private Task<T>? _latest;

    /// <summary>Whether a value, or an error, has been set.</summary>
    public bool IsValueSet => _first.Task.IsCompleted;

    /// <summary>The latest value, or the first one when there is none yet.</summary>
    public Task<T> GetValueAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return _latest ?? _first.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Sets or replaces the value.</summary>
    public void SetValue(T value)
    {
        lock (_gate)
        {
            if (!_first.TrySetResult(value))
            {
                _latest = Task.FromResult(value);
            }
        }
    }

    /// <summary>Says that there will be no value.</summary>
    public void SetException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        lock (_gate)
        {
            if (!_first.TrySetException(exception))
            {
                _latest = Task.FromException<T>(exception);
            }
        }
    }
}
