using System.Collections.Concurrent;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Faults;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFront.KeyValueStore;

/// <summary>The stores that the template describes.</summary>
internal sealed class KeyValueStoreRegistry(LocalAwsOptions options, IFaultInjector faults, TimeProvider time) : IStackConsumer, IDerivedState, IDisposable
{
    private readonly ConcurrentDictionary<string, KeyValueStoreEntity> _entities = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, KeyValueStoreState> _created = new(StringComparer.Ordinal);
    private readonly Lock _applying = new();
    private volatile Dictionary<string, KeyValueStoreState> _byArn = [];
    private bool _isApplied;
    private bool _mustReset;

    /// <summary>A store of the stack, or one that the API made.</summary>
    public KeyValueStoreState? Find(string arn) => _byArn.GetValueOrDefault(arn) ?? _created.GetValueOrDefault(arn);

    public IEnumerable<KeyValueStoreEntity> Entities => _entities.Values.OrderBy(entity => entity.Name, StringComparer.Ordinal);

    public KeyValueStoreEntity? FindByName(string name) => _entities.GetValueOrDefault(name);

    public KeyValueStoreEntity Create(string name, string comment, string id, string arn, DateTimeOffset now)
    {
        _created[arn] = NewState(id, arn, journal: null);
        return _entities[name] = new(name, comment, id, arn, now);
    }

    public KeyValueStoreEntity Update(KeyValueStoreEntity entity, string comment, DateTimeOffset now) =>
        _entities[entity.Name] = new(entity.Name, comment, entity.Id, entity.Arn, now);

    public void Delete(KeyValueStoreEntity entity)
    {
        _entities.TryRemove(entity.Name, out _);
        _created.TryRemove(entity.Arn, out _);
    }

    public Task ApplyAsync(Stack stack, CancellationToken cancellationToken)
    {
        var after = new Dictionary<string, KeyValueStoreState>(StringComparer.Ordinal);
        foreach (var resource in stack.OfType("AWS::CloudFront::KeyValueStore"))
        {
            if (resource.Properties["ImportSource"] is not null)
            {
                throw new TemplateException($"{resource.LogicalId}: LocalAws does not implement ImportSource of AWS::CloudFront::KeyValueStore.");
            }

            var arn = resource.GetAtt("Arn");
            after[arn] = Find(arn) ?? NewState(resource.GetAtt("Id"), arn, OpenJournal(resource.GetAtt("Id")));
            var name = resource.Properties["Name"]?.ToString() ?? resource.LogicalId;
            if (_entities.GetValueOrDefault(name)?.Arn != arn)
            {
                _entities[name] = new(name, resource.Properties["Comment"]?.ToString() ?? "", resource.GetAtt("Id"), arn, time.GetUtcNow());
            }
        }

        foreach (var gone in _entities.Values.Where(entity => !after.ContainsKey(entity.Arn) && !_created.ContainsKey(entity.Arn)))
        {
            _entities.TryRemove(gone.Name, out _);
        }

        foreach (var (arn, gone) in _byArn)
        {
            if (!after.ContainsKey(arn))
            {
                gone.Delete();
            }
        }

        lock (_applying)
        {
            _byArn = after;
            _isApplied = true;
            ResetIfAsked();
        }

        return Task.CompletedTask;
    }

    /// <summary>Empties the stores, or empties them when they are there: the tables may be made before.</summary>
    public void Reset()
    {
        lock (_applying)
        {
            _mustReset = true;
            ResetIfAsked();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var store in _byArn.Values)
        {
            store.Dispose();
        }
    }

    private void ResetIfAsked()
    {
        if (!_isApplied || !_mustReset)
        {
            return;
        }

        foreach (var store in _byArn.Values.Concat(_created.Values).Where(store => store.Current.Entries.Count > 0))
        {
            store.Clear();
        }

        _mustReset = false;
    }

    private KeyValueJournal? OpenJournal(string id) =>
        string.IsNullOrEmpty(options.KeyValueStorePath) ? null : KeyValueJournal.Open(Path.GetFullPath(options.KeyValueStorePath), id);

    private KeyValueStoreState NewState(string id, string arn, KeyValueJournal? journal) =>
        new(id, arn, options.KeyValueStorePropagationDelay, time, journal)
        {
            FailsAtEdge = operation => faults.Takes(FaultServices.EdgeStore, operation, FaultKind.Outage),
        };
}
