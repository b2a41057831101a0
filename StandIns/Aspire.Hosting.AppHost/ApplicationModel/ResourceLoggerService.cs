using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The console logs of all resources.</summary>
public class ResourceLoggerService : IDisposable
{
    private readonly ConcurrentDictionary<string, ResourceLog> _logs = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Writes into the log of a resource.</summary>
    public ILogger GetLogger(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return Log(resource.InstanceId);
    }

    /// <summary>Writes into the log of an instance.</summary>
    public ILogger GetLogger(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        return Log(resourceName);
    }

    /// <summary>Follows the log of a resource from its first line that is kept.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return WatchAsync(resource.InstanceId);
    }

    /// <summary>Follows the log of an instance from its first line that is kept.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        return Log(resourceName).FollowAsync();
    }

    /// <summary>The log of a resource as it is now.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return GetAllAsync(resource.InstanceId);
    }

    /// <summary>The log of an instance as it is now.</summary>
    public async IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        await Task.CompletedTask.ConfigureAwait(false);
        yield return Log(resourceName).Snapshot();
    }

    /// <summary>Ends the log of a resource.</summary>
    public void Complete(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        Complete(resource.InstanceId);
    }

    /// <summary>Ends the log of an instance.</summary>
    public void Complete(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Log(name).Complete();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var log in _logs.Values)
        {
            log.Complete();
        }

        GC.SuppressFinalize(this);
    }

    internal ResourceLog Log(string instanceId) => _logs.GetOrAdd(instanceId, static _ => new ResourceLog(TimeProvider.System));
}
