using Podcast.Functions.Domain;

namespace Podcast.Tests.Integration.Sync;

/// <summary>What the publisher said, in the plainest form there is: no table, no stream, no store.</summary>
internal sealed class Model
{
    private readonly Dictionary<string, List<(DateTimeOffset At, ModelState State)>> _histories = [];
    private readonly Dictionary<string, DateTimeOffset> _refusedKeys = [];

    public IReadOnlyList<string> Ids => [.. _histories.Keys];

    public ModelState Of(string id) => _histories[id][^1].State;

    public void Set(string id, ModelState state, DateTimeOffset at)
    {
        if (!_histories.TryGetValue(id, out var history))
        {
            _histories[id] = history = [];
        }

        history.Add((at, state));
    }

    public void Refuse(string keyId, DateTimeOffset at) => _refusedKeys.TryAdd(keyId, at);

    public bool IsRefused(SubscriberToken token) => _refusedKeys.ContainsKey(token.KeyId);

    public bool Grants(string id, SubscriberToken token, string show, DateTimeOffset now) =>
        Of(id).Grants(token, show, now) && !IsRefused(token);

    /// <summary>Whether there was a moment since then at which the subscriber had this access; an end by time counts at once.</summary>
    public bool GrantedSince(DateTimeOffset since, string id, SubscriberToken token, string show, DateTimeOffset now)
    {
        var history = _histories[id];
        var wasHonoured = !_refusedKeys.TryGetValue(token.KeyId, out var refusedAt) || refusedAt >= since;
        return wasHonoured && Enumerable.Range(0, history.Count).Any(i =>
            (i == history.Count - 1 || history[i + 1].At >= since) && history[i].State.Grants(token, show, now));
    }
}
