using System.Collections.Immutable;
using System.Security.Cryptography;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Health;

namespace Podcast.LocalAws.CloudFront.KeyValueStore;

/// <summary>One store: a version for the whole of it, writes that succeed completely or not at all.</summary>
internal sealed class KeyValueStoreState : IDisposable
{
    private const string ETagAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private readonly Lock _writing = new();
    private readonly TimeProvider _time;
    private readonly EdgeReplica _edge;
    private readonly KeyValueJournal? _journal;
    private volatile KeyValueSnapshot _current;
    private volatile HealthProblem? _notKept;

    /// <param name="id">The id, a UUID.</param>
    /// <param name="arn">The ARN.</param>
    /// <param name="propagationDelay">How long a write takes to reach the edge.</param>
    /// <param name="time">The clock.</param>
    /// <param name="journal">Keeps the writes over a restart; without it they go with the process.</param>
    public KeyValueStoreState(string id, string arn, TimeSpan propagationDelay, TimeProvider time, KeyValueJournal? journal = null)
    {
        _journal = journal;
        Id = id;
        Arn = arn;
        _time = time;
        Created = time.GetUtcNow();
        _current = journal?.Last ?? new(ImmutableSortedSet.Create<KeyValueEntry>(KeyValueEntryComparer.Instance), 0, NewETag(), Created);
        _edge = new(_current, propagationDelay, time);
    }

    /// <summary>What keeps the store from taking writes; <see langword="null"/> when it takes them.</summary>
    public HealthProblem? Problem => _notKept;

    /// <summary>The id, a UUID.</summary>
    public string Id { get; }

    public string Arn { get; }

    public DateTimeOffset Created { get; }

    /// <summary>What the API returns: always the last write.</summary>
    public KeyValueSnapshot Current => _current;

    /// <summary>Decides for an operation whether a read at the edge fails now; <see langword="null"/> where none ever does.</summary>
    public Func<string, bool>? FailsAtEdge { get; set; }

    /// <summary>What functions read.</summary>
    public KeyValueSnapshot AtEdge => _edge.Current;

    /// <summary>Puts and deletes, in one step. Deleting a key that does not exist changes nothing.</summary>
    /// <param name="expectedETag">The version that the caller has seen.</param>
    /// <param name="puts">Pairs to write.</param>
    /// <param name="deletes">Keys to remove.</param>
    /// <param name="keyMustExist">Whether deleting an absent key is an error.</param>
    /// <exception cref="AwsException">The version is not the current one, or a quota would be exceeded. Nothing is changed.</exception>
    public KeyValueSnapshot Update(
        string expectedETag, IReadOnlyList<KeyValueEntry> puts, IReadOnlyList<string> deletes, bool keyMustExist = false)
    {
        CheckQuotas(puts, deletes);
        lock (_writing)
        {
            var before = _current;
            if (before.ETag != expectedETag)
            {
                throw new AwsException("ConflictException", "The ETag in If-Match is not the current one. Describe the key value store and try again.", 409);
            }

            var entries = before.Entries.ToBuilder();
            var size = before.TotalSizeInBytes;
            foreach (var key in deletes)
            {
                size -= Remove(entries, key, keyMustExist);
            }

            foreach (var put in puts)
            {
                size += put.SizeInBytes - Remove(entries, put.Key, false);
                entries.Add(put);
            }

            if (size > KeyValueStoreQuotas.StoreBytes)
            {
                throw KeyValueStoreQuotas.Exceeded($"The key value store would hold {size} bytes; it holds at most {KeyValueStoreQuotas.StoreBytes}.");
            }

            var after = new KeyValueSnapshot(entries.ToImmutable(), size, NewETag(), _time.GetUtcNow());
            Keep(new(after.ETag, after.LastModified, puts, deletes));
            _current = after;
            _edge.Publish(after);
            return after;
        }
    }

    /// <summary>Removes all pairs, at the edge at once.</summary>
    public void Clear()
    {
        lock (_writing)
        {
            var after = new KeyValueSnapshot(ImmutableSortedSet.Create<KeyValueEntry>(KeyValueEntryComparer.Instance), 0, NewETag(), _time.GetUtcNow());
            Keep(new(after.ETag, after.LastModified, [], [.. _current.Entries.Select(entry => entry.Key)]));
            _current = after;
            _edge.Reset(after);
        }
    }

    /// <summary>Fills a store that is being created; the quota of keys for one update does not apply.</summary>
    /// <exception cref="AwsException">The pairs take more room than a store has.</exception>
    public void Import(IReadOnlyList<KeyValueEntry> entries)
    {
        var size = entries.Sum(entry => (long)entry.SizeInBytes);
        if (size > KeyValueStoreQuotas.StoreBytes)
        {
            throw KeyValueStoreQuotas.Exceeded($"The key value store would hold {size} bytes; it holds at most {KeyValueStoreQuotas.StoreBytes}.");
        }

        lock (_writing)
        {
            var after = new KeyValueSnapshot(ImmutableSortedSet.CreateRange(KeyValueEntryComparer.Instance, entries), size, NewETag(), _time.GetUtcNow());
            Keep(new(after.ETag, after.LastModified, entries, []));
            _current = after;
            _edge.Publish(after);
        }
    }

    /// <summary>Deletes the file of the store's writes.</summary>
    public void Delete() => _journal?.Delete();

    /// <inheritdoc />
    public void Dispose() => _journal?.Dispose();

    private void Keep(KeyValueWrite write)
    {
        try
        {
            _journal?.Append(write);
            _notKept = null;
        }
        catch (IOException reason)
        {
            _notKept ??= new($"key-value store {Id}", $"Its file cannot be written: {reason.Message}", _time.GetUtcNow());
            throw new AwsException("InternalServerException", $"The key value store cannot keep the write: {reason.Message}", StatusCodes.Status500InternalServerError);
        }
    }

    private static int Remove(ImmutableSortedSet<KeyValueEntry>.Builder entries, string key, bool mustExist)
    {
        if (entries.TryGetValue(new(key, ""), out var found))
        {
            entries.Remove(found);
            return found.SizeInBytes;
        }

        return mustExist ? throw KeyNotFound() : 0;
    }

    public static AwsException KeyNotFound() => new("ResourceNotFoundException", "The key does not exist in the key value store.", 404);

    private static void CheckQuotas(IReadOnlyList<KeyValueEntry> puts, IReadOnlyList<string> deletes)
    {
        if (puts.Count + deletes.Count > KeyValueStoreQuotas.KeysPerUpdate)
        {
            throw KeyValueStoreQuotas.Exceeded($"An update changes at most {KeyValueStoreQuotas.KeysPerUpdate} keys.");
        }

        foreach (var put in puts)
        {
            KeyValueStoreQuotas.Check(put);
        }

        foreach (var key in deletes)
        {
            KeyValueStoreQuotas.CheckKey(key);
        }
    }

    private static string NewETag() => "KV" + RandomNumberGenerator.GetString(ETagAlphabet, 13);
}
