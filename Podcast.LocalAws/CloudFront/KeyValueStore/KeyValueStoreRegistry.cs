using System.Collections.Concurrent;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Faults;
using Podcast.LocalAws.Core.Health;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFront.KeyValueStore;

/// <summary>The stores of the stack, and those that the API created.</summary>
internal sealed class KeyValueStoreRegistry(LocalAwsOptions options, KeyValueImporter importer, IFaultInjector faults, TimeProvider time) : IStackConsumer, IDerivedState, IHealthPart, IDisposable
{
    private readonly ConcurrentDictionary<string, KeyValueStoreEntity> _entities = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, KeyValueStoreState> _created = new(StringComparer.Ordinal);
    private readonly HashSet<string> _imported = new(StringComparer.Ordinal);
    private readonly Lock _applying = new();
    private volatile Dictionary<string, KeyValueStoreState> _byArn = [];
    private bool _isApplied;
    private bool _mustReset;

    public IEnumerable<HealthProblem> Problems => _isApplied
        ? _byArn.Values.Select(store => store.Problem).OfType<HealthProblem>()
        : [new("key-value stores", "The stores are not created yet.")];

    /// <summary>Finds a store by its ARN.</summary>
    public KeyValueStoreState? Find(string arn) => _byArn.GetValueOrDefault(arn) ?? _created.GetValueOrDefault(arn);

    public IEnumerable<KeyValueStoreEntity> Entities => _entities.Values.OrderBy(entity => entity.Name, StringComparer.Ordinal);

    public KeyValueStoreEntity? FindByName(string name) => _entities.GetValueOrDefault(name);

    /// <summary>Creates a store with these pairs; <see langword="null"/> when there is one of that name.</summary>
    /// <exception cref="AwsException">The pairs take more room than a store has.</exception>
    public KeyValueStoreEntity? TryCreate(string name, string comment, string id, string arn, IReadOnlyList<KeyValueEntry> entries, DateTimeOffset now)
    {
        var entity = new KeyValueStoreEntity(name, comment, id, arn, now);
        var store = NewState(id, arn, journal: null);
        if (entries.Count > 0)
        {
            store.Import(entries);
        }

        _created[arn] = store;
        if (_entities.TryAdd(name, entity))
        {
            return entity;
        }

        _created.TryRemove(arn, out _);
        return null;
    }

    public KeyValueStoreEntity Update(KeyValueStoreEntity entity, string comment, DateTimeOffset now) =>
        _entities[entity.Name] = new(entity.Name, comment, entity.Id, entity.Arn, now);

    public void Delete(KeyValueStoreEntity entity)
    {
        _entities.TryRemove(entity.Name, out _);
        _created.TryRemove(entity.Arn, out _);
    }

    public async Task ApplyAsync(Stack stack, CancellationToken cancellationToken)
    {
        var after = new Dictionary<string, KeyValueStoreState>(StringComparer.Ordinal);
        foreach (var resource in stack.OfType("AWS::CloudFront::KeyValueStore"))
        {
            var arn = resource.GetAtt("Arn");
            after[arn] = Find(arn) ?? await CreateAsync(resource, arn, cancellationToken);
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
    }

    /// <summary>Empties the stack's stores, at once or when they are created. A store with an ImportSource has pairs that come from no table, and keeps them.</summary>
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

        foreach (var store in _byArn.Values.Where(store => !_imported.Contains(store.Arn) && store.Current.Entries.Count > 0))
        {
            store.Clear();
        }

        _mustReset = false;
    }

    private async Task<KeyValueStoreState> CreateAsync(StackResource resource, string arn, CancellationToken cancellationToken)
    {
        IReadOnlyList<KeyValueEntry> entries = [];
        if (resource.Properties["ImportSource"]?["SourceArn"]?.ToString() is { } source)
        {
            entries = await importer.ReadAsync(source, cancellationToken);
            _imported.Add(arn);
        }

        var journal = OpenJournal(resource.GetAtt("Id"));
        var store = NewState(resource.GetAtt("Id"), arn, journal);
        // An earlier process has imported them already, and the store may have changed since.
        if (entries.Count > 0 && journal?.Last is null)
        {
            store.Import(entries);
        }

        return store;
    }

    private KeyValueJournal? OpenJournal(string id) =>
        string.IsNullOrEmpty(options.KeyValueStorePath) ? null : KeyValueJournal.Open(Path.GetFullPath(options.KeyValueStorePath), id);

    private KeyValueStoreState NewState(string id, string arn, KeyValueJournal? journal) =>
        new(id, arn, options.KeyValueStorePropagationDelay, time, journal)
        {
            FailsAtEdge = operation => faults.Takes(FaultServices.EdgeStore, operation, FaultKind.Outage),
        };
}
