using System.Globalization;
using Podcast.Functions.Domain;
using Podcast.Functions.EdgeStore;
using Podcast.Functions.Storage;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Integration.Sync;

/// <summary>Plays the steps of a history, lets the system settle, and says what is wrong.</summary>
internal sealed class History : IDisposable
{
    private static readonly string[] Shows = ["news", "talk"];

    /// <summary>How long a grant lives, and how long a function takes a signing key for good that was refused.</summary>
    private static readonly TimeSpan Bound = Grant.Lifetime + SigningKeyTable.CacheTime;

    /// <summary>Seconds after which no grant is good any more.</summary>
    private const int Forgotten = 120;

    private readonly SyncSystem _system;
    private readonly Model _model = new();
    private readonly bool _isBudgetTight;
    private readonly List<SigningKey> _keys = [];
    private readonly Dictionary<string, string> _grants = [];
    private int _created;
    private DateTimeOffset? _firstLost;
    private DateTimeOffset? _lastLost;
    private DateTimeOffset? _reconcileBegan;

    private History(bool isBudgetTight, Sabotage sabotage)
    {
        _isBudgetTight = isBudgetTight;
        _system = new(isBudgetTight ? 160 : StoreBudget.DefaultBytes, sabotage);
    }

    private DateTimeOffset Now => _system.Time.Now;

    /// <returns>What is wrong; null when nothing is.</returns>
    public static async Task<string?> PlayAsync(IReadOnlyList<Step> steps, bool isBudgetTight, Sabotage sabotage)
    {
        using var history = new History(isBudgetTight, sabotage);
        try
        {
            await history.PlayAsync(steps);
            return null;
        }
        catch (Exception failure) when (failure is HistoryException or Xunit.Sdk.XunitException)
        {
            return failure.Message;
        }
    }

    public void Dispose() => _system.Dispose();

    private async Task PlayAsync(IReadOnlyList<Step> steps)
    {
        await AddKeyAsync();
        foreach (var step in steps)
        {
            await PlayAsync(step);
            _system.Time.Now += TimeSpan.FromSeconds(1);
        }

        await SettleAsync();
        CheckStore();
        await CheckResponsesAsync();
    }

    private Task PlayAsync(Step step) => step.Kind switch
    {
        StepKind.Create => CreateAsync(ShowsOf(step.A), step.B),
        StepKind.Renew => ChangeAsync(step.A, subscriber => Renew(subscriber, step.B)),
        StepKind.Subscribe => ChangeAsync(step.A, subscriber => subscriber.With(Subscription([Shows[step.B % 2]], (step.B / 2) - 1))),
        StepKind.RevokeOne => ChangeAsync(step.A, subscriber => subscriber.With(One(subscriber, step.B) with { IsRevoked = true })),
        StepKind.Revoke => ChangeAsync(step.A, Revoke),
        StepKind.Restore => ChangeAsync(step.A, subscriber => subscriber.WithRevoked(false)),
        StepKind.Rotate => ChangeAsync(step.A, Rotate),
        StepKind.ChangeShows => ChangeAsync(step.A, subscriber => subscriber.With(One(subscriber, step.A) with { Shows = ShowsOf(step.B) })),
        StepKind.Delete => DeleteAsync(step.A),
        StepKind.RotateKey => AddKeyAsync(),
        StepKind.RefuseKey => RefuseKeyAsync(step.A),
        StepKind.Deliver => _system.DeliverAsync(step.A),
        StepKind.Redeliver => _system.RedeliverAsync(step.A, step.B),
        StepKind.Lose => Do(Lose),
        StepKind.Cleanup => _system.CleanupAsync(),
        StepKind.Reconcile => ReconcileAsync(hasTime: step.A > 0),
        StepKind.Advance => Do(() => Advance(step.A)),
        StepKind.Request => RequestAsync(step.A, step.B),
        StepKind.Kill => Do(() => _system.KillAfter(step.A)),
        StepKind.ThrottleStore => Do(() => _system.StoreCallsRefused = step.A),
        StepKind.ThrottleTable => Do(() => _system.TableCallsRefused = step.A),
        StepKind.StoreDown => Do(() => (_system.IsStoreDown, _system.Edge.StoreFails) = (true, step.A % 2 == 1)),
        StepKind.StoreUp => Do(() => (_system.IsStoreDown, _system.Edge.StoreFails) = (false, false)),
        StepKind.Overtake => Do(() => _system.Store.BeforeUpdate = () => _system.WithoutFaultsAsync(() => OvertakeAsync(step))),
        StepKind.RenewInTime => Do(() => _system.Table.BeforeExpiry = key => _system.WithoutFaultsAsync(() => RenewInTimeAsync(key, step.A))),
        StepKind.Restart => Do(_system.Restart),
        StepKind.LagIndexes => Do(() => _system.Table.IndexesLag = true),
        _ => Do(() => Tamper(step)),
    };

    private static Task Do(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private static string[] ShowsOf(int bits) => [.. Shows.Where((_, number) => (bits & (1 << number)) != 0)];

    private long DaysFromNow(int days) => Now.AddDays(days).ToUnixTimeSeconds();

    private static Subscriber Revoke(Subscriber subscriber) => subscriber.WithRevoked(true);

    private Subscriber Renew(Subscriber subscriber, int days) => subscriber.With(One(subscriber, days) with { ExpiresAt = DaysFromNow(days) });

    private static Subscription One(Subscriber subscriber, int number) => subscriber.Subscriptions[number % subscriber.Subscriptions.Count];

    private Subscription Subscription(string[] shows, int days) => new()
    {
        Id = "s" + _created++.ToString(CultureInfo.InvariantCulture),
        Shows = shows,
        ExpiresAt = DaysFromNow(days),
        CreatedAt = Now.ToUnixTimeSeconds(),
    };

    private Subscriber Rotate(Subscriber subscriber)
    {
        var token = SubscriberToken.Create(_keys[^1]);
        _tokens[token.Hash] = token;
        return subscriber with
        {
            KeyId = token.KeyId,
            TokenId = token.Id,
            TokenHash = token.Hash,
            FormerTokens = [.. subscriber.FormerTokens.Prepend(subscriber.TokenHash).Take(Subscriber.MaxFormerTokens)],
        };
    }

    private readonly Dictionary<string, SubscriberToken> _tokens = [];

    private async Task CreateAsync(string[] shows, int days)
    {
        var token = SubscriberToken.Create(_keys[^1]);
        _tokens[token.Hash] = token;
        var first = Subscription(shows, days);
        var subscriber = new Subscriber
        {
            Id = first.Id,
            Subscriptions = [first],
            KeyId = token.KeyId,
            TokenId = token.Id,
            TokenHash = token.Hash,
            Version = 1,
            CreatedAt = Now.ToUnixTimeSeconds(),
            UpdatedAt = Now.ToUnixTimeSeconds(),
        };
        Require(await _system.Subscribers.TryCreateAsync(subscriber, CancellationToken.None), "A subscriber cannot be created.");
        Remember(subscriber);
    }

    private async Task ChangeAsync(int number, Func<Subscriber, Subscriber> change)
    {
        if (Pick(number) is not { } id)
        {
            return;
        }

        var read = (await _system.Subscribers.FindAsync(id, CancellationToken.None))!;
        var changed = change(read) with { Version = read.Version + 1, UpdatedAt = Now.ToUnixTimeSeconds() };
        Require(await _system.Subscribers.TryUpdateAsync(changed, CancellationToken.None), "A version was written twice.");
        Remember(changed);
    }

    private async Task DeleteAsync(int number)
    {
        if (Pick(number) is { } id)
        {
            await _system.Table.DeleteItemAsync(new() { TableName = InMemoryTable.Name, Key = new() { ["pk"] = ItemAttributes.Text(SubscriberItem.KeyOf(id)) } });
            _model.Set(id, _model.Of(id) with { IsDeleted = true }, Now);
        }
    }

    private async Task AddKeyAsync()
    {
        var key = SigningKey.Create((_keys.Count + 1).ToString("d2", CultureInfo.InvariantCulture));
        _keys.Add(key);
        await PutKeyAsync(key);
    }

    private async Task RefuseKeyAsync(int number)
    {
        var index = number % _keys.Count;
        if (index == _keys.Count - 1)
        {
            await AddKeyAsync();
        }

        var refused = _keys[index].As(SigningKeyStatus.Revoked);
        _model.Refuse(refused.Id, Now);
        await PutKeyAsync(refused);
    }

    private Task PutKeyAsync(SigningKey key) => _system.Table.PutItemAsync(new() { TableName = InMemoryTable.Name, Item = SigningKeyItem.From(key, null) });

    private void Remember(Subscriber subscriber)
    {
        var token = _tokens[subscriber.TokenHash];
        IReadOnlyList<SubscriberToken> tokens = _model.Ids.Contains(subscriber.Id) ? _model.Of(subscriber.Id).Tokens : [];
        _model.Set(
            subscriber.Id,
            new(
                false,
                [.. subscriber.Subscriptions.Select(each => new ModelSubscription(each.Shows, each.ExpiresAt, each.IsRevoked))],
                tokens.Contains(token) ? tokens : [.. tokens, token]),
            Now);
    }

    private string? Pick(int number)
    {
        var ids = _model.Ids.Where(id => !_model.Of(id).IsDeleted).ToArray();
        return ids.Length == 0 ? null : ids[number % ids.Length];
    }

    private int Pick(string id) => _model.Ids.Where(other => !_model.Of(other).IsDeleted).ToList().IndexOf(id);

    private void Lose()
    {
        if (_system.Delivered < _system.Table.Writes.Count)
        {
            _firstLost ??= _system.Table.Writes[_system.Delivered].At;
            _lastLost = _system.Table.Writes[^1].At;
            _system.LosePending();
        }
    }

    private void Advance(int seconds)
    {
        _system.Time.Now += TimeSpan.FromSeconds(seconds);
        _system.Table.IndexesLag = false;
        _system.Table.RefreshIndexes();
    }

    // Whatever was lost before a comparison began is repaired when it is complete.
    private async Task<bool> ReconcileAsync(bool hasTime)
    {
        _reconcileBegan ??= Now;
        var result = await _system.ReconcileAsync(hasTime);
        if (result is not { Complete: true })
        {
            return false;
        }

        if (_lastLost < _reconcileBegan)
        {
            _firstLost = _lastLost = null;
        }

        _reconcileBegan = null;
        return true;
    }

    private async Task OvertakeAsync(Step step)
    {
        await ChangeAsync(step.A, step.B > 1 ? Revoke : Rotate);
        if (step.B % 2 == 0)
        {
            // When it is a comparison that is overtaken, that one is still under way afterwards.
            var began = _reconcileBegan;
            await ReconcileAsync(hasTime: true);
            _reconcileBegan = began;
        }
        else
        {
            await _system.DeliverByAnotherAsync();
        }
    }

    private async Task RenewInTimeAsync(string itemKey, int days)
    {
        var id = itemKey[SubscriberItem.KeyPrefix.Length..];
        if (_model.Of(id).IsDeleted)
        {
            return;
        }

        await ChangeAsync(Pick(id), subscriber => Renew(subscriber, days));
    }

    private void Tamper(Step step)
    {
        var access = _system.StoreState.Current.Entries.Where(entry => entry.Key.Length == Digest.Length).ToArray();
        if (access.Length == 0)
        {
            return;
        }

        var chosen = access[step.A % access.Length];
        _ = step.B switch
        {
            0 => _system.StoreState.Update(_system.StoreState.Current.ETag, [], [chosen.Key]),
            1 => _system.StoreState.Update(_system.StoreState.Current.ETag, [new(chosen.Key, "r")], []),
            _ => _system.StoreState.Update(_system.StoreState.Current.ETag, [new("orphan-" + step.A.ToString("d5", CultureInfo.InvariantCulture), "l")], []),
        };
        _firstLost ??= Now;
        _lastLost = Now;
    }

    private async Task RequestAsync(int number, int which)
    {
        if (_model.Ids is not { Count: > 0 } ids)
        {
            return;
        }

        var id = ids[number % ids.Count];
        var tokens = _model.Of(id).Tokens;
        var token = tokens[which % tokens.Count];
        var show = Shows[which % 2];
        var since = Oldest(Now - Bound, _firstLost, _system.Table.Writes.Skip(_system.Delivered).FirstOrDefault()?.At);
        foreach (var grant in new[] { null, _grants.GetValueOrDefault(token.Text + show) }.Distinct())
        {
            var (isGranted, _, used) = await _system.RequestAsync(token, $"/media/{show}/episode/audio.mp3", grant);
            Require(
                !isGranted || _model.GrantedSince(since, id, token, show, Now),
                $"At {Now:u} {id} hears {show}, which was not allowed at any time since {since:u}.");
            if (used is not null)
            {
                _grants[token.Text + show] = used;
            }
        }
    }

    private static DateTimeOffset Oldest(DateTimeOffset first, params DateTimeOffset?[] others) =>
        others.OfType<DateTimeOffset>().Append(first).Min();

    private async Task SettleAsync()
    {
        (_system.IsStoreDown, _system.Edge.StoreFails) = (false, false);
        (_system.StoreCallsRefused, _system.TableCallsRefused) = (0, 0);
        _system.KillAfter(null);
        _system.Store.BeforeUpdate = null;
        _system.Table.BeforeExpiry = null;
        Advance(Forgotten);
        await DrainAsync();
        while (_firstLost is not null)
        {
            var isFresh = _reconcileBegan is null;
            var isRepaired = await ReconcileAsync(hasTime: true) && _firstLost is null;
            Require(isRepaired || !isFresh, "A comparison did not repair what was lost before it.");
            _system.Time.Now += TimeSpan.FromSeconds(1);
        }

        Require(await _system.CleanupAsync() is { Complete: true }, "The cleanup did not come to its end.");
        await DrainAsync();
    }

    private async Task DrainAsync()
    {
        for (var attempt = 0; _system.Delivered < _system.Table.Writes.Count; attempt++)
        {
            Require(attempt < 1_000, "The stream does not come to its end.");
            await _system.DeliverAsync(100);
        }
    }

    private void CheckStore()
    {
        var wanted = _system.Table.Items
            .Where(item => SubscriberProjection.IsSigningKey(item.Key) || item.Key.StartsWith(SubscriberItem.KeyPrefix, StringComparison.Ordinal))
            .SelectMany(item => SubscriberProjection.Of(item.Key, item.Value, Now))
            .ToDictionary();
        var found = _system.StoreState.Current.Entries.ToDictionary(entry => entry.Key, entry => entry.Value);
        foreach (var (key, value) in found)
        {
            Require(wanted.TryGetValue(key, out var should) && should == value, $"The store has {key} = {value}; it should be {should ?? "absent"}.");
        }

        foreach (var (key, value) in wanted.Where(entry => !_isBudgetTight || entry.Key.Length != Digest.Length))
        {
            Require(found.ContainsKey(key), $"The store lacks {key} = {value}.");
        }
    }

    private async Task CheckResponsesAsync()
    {
        foreach (var id in _model.Ids)
        {
            var state = _model.Of(id);
            foreach (var token in state.Tokens)
            {
                foreach (var show in Shows)
                {
                    var expected = _model.Grants(id, token, show, Now);
                    var (audio, _, _) = await _system.RequestAsync(token, $"/media/{show}/episode/audio.mp3");
                    Require(audio == expected, $"{id} gets '{audio}' for {show}, token {Number(state, token)}; expected is '{expected}'.");
                    var (_, access, _) = await _system.RequestAsync(token, $"/feeds/{show}.xml");
                    var notice = expected ? "active" : _isBudgetTight || _model.IsRefused(token) ? access : state.Notice(token, show, Now);
                    Require(access == notice, $"The feed {show} of {id}, token {Number(state, token)}, is told '{access}'; it should be '{notice}'.");
                }
            }
        }
    }

    private static int Number(ModelState state, SubscriberToken token) => Array.IndexOf([.. state.Tokens], token) + 1;

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new HistoryException(message);
        }
    }
}
