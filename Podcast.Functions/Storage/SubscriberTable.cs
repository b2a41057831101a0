using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Domain;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.Storage;

/// <summary>
/// Subscribers in the Subscribers table, with the items that lead to them: by e-mail address, of which each has one subscriber, and by
/// subscription. See docs/data-model.md.
/// </summary>
internal sealed class SubscriberTable(IAmazonDynamoDB dynamoDb, string tableName)
{
    private const string Absent = "attribute_not_exists(pk)";
    private const string IsReadVersion = "#version = :readVersion";

    /// <summary>A merged subscriber leads to another, which may have been merged later.</summary>
    private const int MaxMerges = 8;

    private readonly ConditionalWrites _writes = new(dynamoDb);

    /// <summary>The subscriber of this id; of one that was merged, the subscriber that has its subscriptions now.</summary>
    public async Task<Subscriber?> FindAsync(string id, CancellationToken cancellationToken)
    {
        for (var i = 0; i < MaxMerges; i++)
        {
            if (await GetAsync(SubscriberItem.KeyOf(id), cancellationToken).ConfigureAwait(false) is not { } item)
            {
                return null;
            }

            var subscriber = SubscriberItem.Read(item);
            if (subscriber.MergedInto is not { } into)
            {
                return subscriber;
            }

            id = into;
        }

        throw new InvalidDataException($"More than {MaxMerges} subscribers are merged into each other.");
    }

    /// <summary>
    /// The subscriber whose token has this hash. The index that finds it runs a moment behind, so the item itself may have another token by now.
    /// </summary>
    public async Task<Subscriber?> FindByTokenAsync(string tokenHash, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.QueryAsync(
            new QueryRequest
            {
                TableName = tableName,
                IndexName = "byToken",
                KeyConditionExpression = "tokenHash = :tokenHash",
                ExpressionAttributeValues = new() { [":tokenHash"] = Text(tokenHash) },
                Limit = 1,
            },
            cancellationToken).ConfigureAwait(false);
        return response.Items is [var found, ..]
            ? await FindAsync(found.GetText("pk")[SubscriberItem.KeyPrefix.Length..], cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <summary>The subscriber that has a subscription whose id follows from what made it.</summary>
    public async Task<Subscriber?> FindBySubscriptionAsync(string subscriptionId, CancellationToken cancellationToken) =>
        await FindAsync(subscriptionId, cancellationToken).ConfigureAwait(false) is { } first ? first
        : await GetAsync(SubscriptionItem.KeyOf(subscriptionId), cancellationToken).ConfigureAwait(false) is { } item
            ? await FindAsync(SubscriptionItem.ReadSubscriber(item), cancellationToken).ConfigureAwait(false)
        : null;

    /// <summary>The subscriber who has an e-mail address.</summary>
    public async Task<Subscriber?> FindByEmailAsync(string email, CancellationToken cancellationToken)
    {
        if (await GetAsync(EmailItem.KeyOf(email), cancellationToken).ConfigureAwait(false) is { } item)
        {
            return await FindAsync(EmailItem.ReadSubscriber(item), cancellationToken).ConfigureAwait(false);
        }

        // Of before each address had one subscriber: there may be several, and no item names the one.
        var hash = EmailAddress.Hash(email);
        var found = await dynamoDb.QueryAsync(
            new QueryRequest
            {
                TableName = tableName,
                IndexName = "byEmail",
                KeyConditionExpression = "emailHash = :emailHash",
                ExpressionAttributeValues = new() { [":emailHash"] = Text(hash) },
                Limit = SubscriberQueries.MaxPerEmail,
            },
            cancellationToken).ConfigureAwait(false);
        var subscribers = new List<Subscriber>();
        foreach (var key in found.Items ?? [])
        {
            if (await FindAsync(key.GetText("pk")[SubscriberItem.KeyPrefix.Length..], cancellationToken).ConfigureAwait(false) is { Email: { } current } subscriber
                && EmailAddress.Hash(current) == hash)
            {
                subscribers.Add(subscriber);
            }
        }

        return MainOf(subscribers);
    }

    /// <summary>Of several subscribers of one person, the one who keeps the address: whose access runs longest.</summary>
    public static Subscriber? MainOf(IEnumerable<Subscriber> subscribers) => subscribers
        .OrderBy(subscriber => subscriber.Status == SubscriberStatus.Revoked)
        .ThenByDescending(subscriber => subscriber.ExpiresAt)
        .ThenBy(subscriber => subscriber.CreatedAt)
        .ThenBy(subscriber => subscriber.Id, StringComparer.Ordinal)
        .FirstOrDefault();

    /// <param name="subscriber">The subscriber, with one subscription, which is called like it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>
    /// False when the id or the e-mail address is taken, or the id was and the subscriber is deleted, or when another transaction is at it.
    /// </returns>
    public Task<bool> TryCreateAsync(Subscriber subscriber, CancellationToken cancellationToken)
    {
        var put = new Put { TableName = tableName, Item = SubscriberItem.From(subscriber), ConditionExpression = Absent };
        List<TransactWriteItem> items = [new() { Put = put }];
        if (subscriber.Email is { } email)
        {
            items.Add(new() { Put = new() { TableName = tableName, Item = EmailItem.From(email, subscriber.Id), ConditionExpression = Absent } });
        }

        // Only an id that follows from something can come a second time.
        if (subscriber.Subscriptions[0] is { RequestHash: not null } first)
        {
            items.Add(Check(SubscriptionItem.KeyOf(first.Id)));
            AddChecks(items, first);
        }

        return items.Count == 1
            ? _writes.TryPutAsync(new() { TableName = put.TableName, Item = put.Item, ConditionExpression = put.ConditionExpression }, cancellationToken)
            : TryWriteAsync(items, cancellationToken);
    }

    /// <summary>Writes a subscriber that has one more subscription than the version before, and its e-mail address to itself.</summary>
    /// <returns>
    /// False when somebody else wrote that version, the subscription exists or was deleted, or another transaction is at it.
    /// </returns>
    public Task<bool> TryAddAsync(Subscriber changed, Subscription added, CancellationToken cancellationToken)
    {
        List<TransactWriteItem> items = [new() { Update = UpdateOf(changed) }];
        if (changed.Email is { } email)
        {
            items.Add(Claim(email, changed.Id));
        }

        if (added.RequestHash is not null)
        {
            items.Add(new() { Put = new() { TableName = tableName, Item = SubscriptionItem.From(added.Id, changed.Id), ConditionExpression = Absent } });
            items.Add(Check(SubscriberItem.KeyOf(added.Id)));
            AddChecks(items, added);
        }

        return TryWriteAsync(items, cancellationToken);
    }

    /// <summary>The newest event of a subscription that has no subscriber; null when there was none lately.</summary>
    public async Task<string?> FindProviderOrderAsync(string id, CancellationToken cancellationToken) =>
        await GetAsync(ProviderOrderItem.KeyOf(id), cancellationToken).ConfigureAwait(false) is { } item ? item.GetText("providerOrder") : null;

    /// <summary>Remembers that an event came to nothing, as long as there is no such subscription.</summary>
    /// <returns>False when there is one, or a newer event, or another transaction is at it.</returns>
    public Task<bool> TryKeepProviderOrderAsync(string id, string order, DateTimeOffset now, CancellationToken cancellationToken) => TryWriteAsync(
        [
            new()
            {
                Put = new()
                {
                    TableName = tableName,
                    Item = ProviderOrderItem.From(id, order, now),
                    ConditionExpression = ProviderOrderItem.IsOlder,
                    ExpressionAttributeValues = ProviderOrderItem.Values(order),
                },
            },
            Check(SubscriberItem.KeyOf(id)),
            Check(SubscriptionItem.KeyOf(id)),
        ],
        cancellationToken);

    public async Task<bool> WasDeletedAsync(string id, CancellationToken cancellationToken) =>
        await GetAsync(DeletedSubscriberItem.KeyOf(id), cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>Takes the subscriber away, with everything that leads to it, and leaves marks that name nobody.</summary>
    /// <returns>False when somebody else changed or deleted it since <paramref name="read"/>, or another transaction is at it.</returns>
    public async Task<bool> TryDeleteAsync(Subscriber read, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<TransactWriteItem> items =
        [
            new()
            {
                Delete = new()
                {
                    TableName = tableName,
                    Key = Key(SubscriberItem.KeyOf(read.Id)),
                    ConditionExpression = IsReadVersion,
                    ExpressionAttributeNames = new() { ["#version"] = "version" },
                    ExpressionAttributeValues = new() { [":readVersion"] = Number(read.Version) },
                },
            },
        ];
        if (await FindReleaseAsync(read, cancellationToken).ConfigureAwait(false) is { } release)
        {
            items.Add(release);
        }

        string[] others = [.. read.Subscriptions.Select(subscription => subscription.Id).Concat(read.Merged).Distinct(StringComparer.Ordinal).Where(id => id != read.Id)];
        items.AddRange(others.Select(id => Remove(SubscriptionItem.KeyOf(id))));
        items.AddRange(read.Subscriptions
            .Where(subscription => subscription is { Provider: not null, Customer: not null })
            .Select(subscription => CustomerTable.KeyOf(subscription.Provider!, subscription.Customer!))
            .Distinct(StringComparer.Ordinal)
            .Select(Remove));
        items.AddRange(read.Merged.Select(id => Remove(SubscriberItem.KeyOf(id))));
        items.AddRange(others.Append(read.Id).Select(id =>
            new TransactWriteItem { Put = new() { TableName = tableName, Item = DeletedSubscriberItem.From(id, read.Version + 1, now) } }));
        return await TryWriteAsync(items, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes what changed since the version before <paramref name="changed"/>'s; the e-mail address is the same.</summary>
    /// <returns>False when somebody else wrote that version.</returns>
    public Task<bool> TryUpdateAsync(Subscriber changed, CancellationToken cancellationToken)
    {
        var update = UpdateOf(changed);
        return _writes.TryUpdateAsync(
            new()
            {
                TableName = update.TableName,
                Key = update.Key,
                UpdateExpression = update.UpdateExpression,
                ConditionExpression = update.ConditionExpression,
                ExpressionAttributeNames = update.ExpressionAttributeNames,
                ExpressionAttributeValues = update.ExpressionAttributeValues,
            },
            cancellationToken);
    }

    /// <summary>Writes what changed since <paramref name="read"/>, the e-mail address too.</summary>
    /// <returns>False when somebody else wrote that version or has the address, or another transaction is at it.</returns>
    public async Task<bool> TryUpdateAsync(Subscriber read, Subscriber changed, CancellationToken cancellationToken)
    {
        if (EmailAddress.AreSame(read.Email, changed.Email))
        {
            return await TryUpdateAsync(changed, cancellationToken).ConfigureAwait(false);
        }

        List<TransactWriteItem> items = [new() { Update = UpdateOf(changed) }];
        if (await FindReleaseAsync(read, cancellationToken).ConfigureAwait(false) is { } release)
        {
            items.Add(release);
        }

        if (changed.Email is { } email)
        {
            items.Add(Claim(email, changed.Id));
        }

        return await TryWriteAsync(items, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives the address of a subscriber to it, and writes its item in the present form.</summary>
    /// <returns>False when somebody else wrote that version or has the address, or another transaction is at it.</returns>
    public Task<bool> TryClaimAsync(Subscriber changed, CancellationToken cancellationToken) => changed.Email is { } email
        ? TryWriteAsync([new() { Update = UpdateOf(changed) }, Claim(email, changed.Id)], cancellationToken)
        : TryUpdateAsync(changed, cancellationToken);

    /// <summary>Writes a subscriber that has the subscriptions of another one too, of which only the tokens are left.</summary>
    /// <param name="changed">The subscriber with the subscriptions of both, one version on.</param>
    /// <param name="merged">The other, as it was read.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>False when somebody else changed one of them, or another transaction is at it.</returns>
    public async Task<bool> TryMergeAsync(Subscriber changed, Subscriber merged, CancellationToken cancellationToken)
    {
        List<TransactWriteItem> items =
        [
            new() { Update = UpdateOf(changed) },
            new()
            {
                Put = new()
                {
                    TableName = tableName,
                    Item = SubscriberItem.FromMerged(merged, changed.Id, changed.UpdatedAt),
                    ConditionExpression = IsReadVersion,
                    ExpressionAttributeNames = new() { ["#version"] = "version" },
                    ExpressionAttributeValues = new() { [":readVersion"] = Number(merged.Version) },
                },
            },
        ];
        if (!EmailAddress.AreSame(changed.Email, merged.Email) && await FindReleaseAsync(merged, cancellationToken).ConfigureAwait(false) is { } release)
        {
            items.Add(release);
        }

        if (changed.Email is { } email)
        {
            items.Add(Claim(email, changed.Id));
        }

        return await TryWriteAsync(items, cancellationToken).ConfigureAwait(false);
    }

    private Update UpdateOf(Subscriber changed)
    {
        var values = SubscriberItem.Changeable(changed);
        var absent = SubscriberItem.Optional.Where(name => !values.ContainsKey(name)).ToArray();
        var set = string.Join(", ", values.Keys.Select(name => $"#{name} = :{name}"));
        var remove = absent.Length > 0 ? " REMOVE " + string.Join(", ", absent.Select(name => "#" + name)) : "";
        return new()
        {
            TableName = tableName,
            Key = Key(SubscriberItem.KeyOf(changed.Id)),
            UpdateExpression = $"SET {set}{remove}",
            ConditionExpression = IsReadVersion,
            ExpressionAttributeNames = values.Keys.Concat(absent).ToDictionary(name => "#" + name),
            ExpressionAttributeValues = new(values.ToDictionary(value => ":" + value.Key, value => value.Value))
            {
                [":readVersion"] = Number(changed.Version - 1),
            },
        };
    }

    // A subscriber of before addresses were unique may not have its own.
    private async Task<TransactWriteItem?> FindReleaseAsync(Subscriber read, CancellationToken cancellationToken) =>
        read.Email is { } email
        && await GetAsync(EmailItem.KeyOf(email), cancellationToken).ConfigureAwait(false) is { } item
        && EmailItem.ReadSubscriber(item) == read.Id
            ? new()
            {
                Delete = new()
                {
                    TableName = tableName,
                    Key = Key(EmailItem.KeyOf(email)),
                    ConditionExpression = EmailItem.IsFreeOrOwn,
                    ExpressionAttributeValues = EmailItem.Values(read.Id),
                },
            }
            : null;

    private TransactWriteItem Claim(string email, string subscriberId) => new()
    {
        Put = new()
        {
            TableName = tableName,
            Item = EmailItem.From(email, subscriberId),
            ConditionExpression = EmailItem.IsFreeOrOwn,
            ExpressionAttributeValues = EmailItem.Values(subscriberId),
        },
    };

    private TransactWriteItem Check(string key) => new()
    {
        ConditionCheck = new() { TableName = tableName, Key = Key(key), ConditionExpression = Absent },
    };

    private TransactWriteItem Remove(string key) => new() { Delete = new() { TableName = tableName, Key = Key(key) } };

    // What was deleted, or is older than what came to nothing, makes no subscription.
    private void AddChecks(List<TransactWriteItem> items, Subscription added)
    {
        items.Add(Check(DeletedSubscriberItem.KeyOf(added.Id)));
        if (added.ProviderOrder is { } order)
        {
            items.Add(new()
            {
                ConditionCheck = new()
                {
                    TableName = tableName,
                    Key = Key(ProviderOrderItem.KeyOf(added.Id)),
                    ConditionExpression = ProviderOrderItem.IsOlder,
                    ExpressionAttributeValues = ProviderOrderItem.Values(order),
                },
            });
        }
    }

    private async Task<Dictionary<string, AttributeValue>?> GetAsync(string key, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.GetItemAsync(
            new GetItemRequest { TableName = tableName, Key = Key(key), ConsistentRead = true }, cancellationToken).ConfigureAwait(false);
        return response.Item is { Count: > 0 } item ? item : null;
    }

    private async Task<bool> TryWriteAsync(List<TransactWriteItem> items, CancellationToken cancellationToken) =>
        (await _writes.TryWriteAsync(items, cancellationToken).ConfigureAwait(false)).IsWritten;

    private static Dictionary<string, AttributeValue> Key(string key) => new() { ["pk"] = Text(key) };
}
