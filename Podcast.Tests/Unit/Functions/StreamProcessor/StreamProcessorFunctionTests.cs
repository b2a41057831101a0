using System.Diagnostics;
using System.Globalization;
using Amazon.CloudFrontKeyValueStore.Model;
using Amazon.Lambda.DynamoDBEvents;
using Podcast.Functions.Domain;
using Podcast.Functions.Storage;
using Podcast.Functions.StreamProcessor;
using Podcast.Tests.Testing.Functions;
using Attributes = System.Collections.Generic.Dictionary<string, Amazon.Lambda.DynamoDBEvents.DynamoDBEvent.AttributeValue>;

namespace Podcast.Tests.Unit.Functions.StreamProcessor;

public sealed class StreamProcessorFunctionTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly ScriptedKeyValueStore _store = new();
    private readonly ScriptedTable _table = new();
    private readonly StringWriter _metrics = new();
    private readonly ScriptedQueue _queue = new();
    private readonly StreamProcessorFunction _function;
    private int _sequence;

    public StreamProcessorFunctionTests()
    {
        _function = StreamProcessorFunction.Compose(TestServices.Create(
            new TestAwsClients { DynamoDb = _table, KeyValueStore = _store, Sqs = _queue },
            new Dictionary<string, string>
            {
                ["SUBSCRIBERS_TABLE"] = "Subscribers",
                ["KVS_ARN"] = "arn:aws:cloudfront::000000000000:key-value-store/id",
                ["FAILED_CHANGES_QUEUE_URL"] = "queue",
            },
            new ImmediateTimeProvider(Now),
            _metrics));
    }

    public void Dispose()
    {
        _queue.Dispose();
        _store.Dispose();
        _table.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public async Task Handle_ManyRecordsOfOneSubscriber_WritesTheLastStateOnce()
    {
        var records = Enumerable.Range(1, 10).Select(version => Change(Active("s1") with { Version = version })).ToArray();
        Assert.Null(await HandleAsync(records));
        var update = Assert.Single(_store.Updates);
        Assert.Equal("hash-s1-----", Assert.Single(update.Puts).Key);
        Assert.Equal(AccessEntry.Active(Active("s1").ExpiresAt, ["news"]).Encode(), _store.Entries["hash-s1-----"]);
    }

    [Fact]
    public async Task Handle_LateRecord_WritesTheStateOfTheTable()
    {
        var late = Change(Active("s1"));
        Save(Active("s1").WithRevoked(true) with { Version = 2 });
        Assert.Null(await HandleAsync(late));
        Assert.Equal("r", _store.Entries["hash-s1-----"]);
    }

    [Fact]
    public async Task Handle_SameRecordsTwice_ChangesNothing()
    {
        var records = new[] { Change(Active("s1")), Change(Active("s2").WithRevoked(true)) };
        await HandleAsync(records);
        var before = _store.Entries.ToArray();
        Assert.Null(await HandleAsync(records));
        Assert.Equal(before, _store.Entries);
    }

    [Fact]
    public async Task Handle_ManySubscribers_WritesFiftyKeysACallUnderEachLastETag()
    {
        Assert.Null(await HandleAsync([.. Enumerable.Range(0, 120).Select(i => Change(Active($"s{i}")))]));
        Assert.Equal([50, 50, 20], _store.Updates.Select(update => update.Puts.Count));
        Assert.Equal(["KV0", "KV1", "KV2"], _store.Updates.Select(update => update.IfMatch));
        await HandleAsync(Change(Active("more")));
        Assert.Equal(1, _store.Describes);
    }

    [Fact]
    public async Task Handle_ItemsPutOff_AreReadAgain()
    {
        _table.PutOffOnce = true;
        Assert.Null(await HandleAsync(Change(Active("s1")), Change(Active("s2"))));
        Assert.Equal(2, _store.Entries.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Handle_OtherWriter_ReadsTheTableAgainAndDoesNotPutItsOlderStateBack(bool asValidation)
    {
        if (asValidation)
        {
            _store.Stale = static () => new ValidationException("The ETag is stale.");
        }

        var record = Change(Active("s1"));
        _store.BeforeUpdate = _ =>
        {
            _store.BeforeUpdate = null;
            Save(Active("s1").WithRevoked(true));
            _store.Entries["hash-s1-----"] = "r";
            _store.ChangeETag();
        };
        Assert.Null(await HandleAsync(record));
        Assert.Equal(2, _store.Updates.Count);
        Assert.Equal("r", _store.Entries["hash-s1-----"]);
    }

    [Fact]
    public async Task Handle_ConflictsWithoutEnd_GivesUpAndNamesTheFirstRecord()
    {
        _store.BeforeUpdate = _ => _store.ChangeETag();
        var records = new[] { Change(Active("s1")), Change(Active("s2")) };
        Assert.Equal(records[0].Dynamodb.SequenceNumber, await HandleAsync(records));
        Assert.InRange(_store.Updates.Count, 2, 20);
    }

    [Fact]
    public async Task Handle_InvalidUpdate_IsNotTriedAgain()
    {
        _store.BeforeUpdate = _ => throw new ValidationException("The key is too long.");
        var record = Change(Active("s1"));
        Assert.Equal(record.Dynamodb.SequenceNumber, await HandleAsync(record));
        Assert.Single(_store.Updates);
    }

    [Fact]
    public async Task Handle_SecondCallFails_NamesItsFirstRecordAndKeepsTheFirstCall()
    {
        var records = Enumerable.Range(0, 80).Select(i => Change(Active($"s{i}"))).ToArray();
        _store.BeforeUpdate = update =>
        {
            if (_store.Updates.Count > 1)
            {
                throw new HttpRequestException("The connection is gone.");
            }
        };
        Assert.Equal(records[50].Dynamodb.SequenceNumber, await HandleAsync(records));
        Assert.Equal(50, _store.Entries.Count);
    }

    [Fact]
    public async Task Handle_WriteOfUnknownOutcome_ReadsTheETagAgain()
    {
        var record = Change(Active("s1"));
        _store.BeforeUpdate = _ =>
        {
            _store.BeforeUpdate = null;
            _store.ChangeETag();
            throw new TimeoutException();
        };
        Assert.Equal(record.Dynamodb.SequenceNumber, await HandleAsync(record));
        Assert.Null(await HandleAsync(record));
        Assert.Equal(2, _store.Describes);
    }

    [Fact]
    public async Task Handle_Rotation_MarksTheFormerToken()
    {
        var before = Active("s1");
        _store.Entries["hash-s1-----"] = "";
        var after = before with { TokenHash = "new-hash----", FormerTokens = ["hash-s1-----"], Version = 2 };
        Assert.Null(await HandleAsync(Change(after, before)));
        Assert.Equal("x", _store.Entries["hash-s1-----"]);
        Assert.Equal(AccessEntry.Active(after.ExpiresAt, ["news"]).Encode(), _store.Entries["new-hash----"]);
    }

    [Fact]
    public async Task Handle_FormerTokenForgotten_TakesItsKeyOut()
    {
        _store.Entries["forgotten---"] = "x";
        var before = Active("s1") with { FormerTokens = ["kept--------", "forgotten---"] };
        Assert.Null(await HandleAsync(Change(before with { FormerTokens = ["kept--------"] }, before)));
        Assert.Equal(["hash-s1-----", "kept--------"], _store.Entries.Keys.Order());
    }

    [Fact]
    public async Task Handle_SubscriberRemovedTwice_TakesItsKeyOut()
    {
        _store.Entries["hash-s1-----"] = "l";
        var removal = Change(null, Active("s1"));
        Assert.Null(await HandleAsync(removal));
        Assert.Empty(_store.Entries);
        Assert.Null(await HandleAsync(removal, Change(Active("s2"))));
        Assert.Equal(["hash-s2-----"], _store.Entries.Keys);
    }

    [Fact]
    public async Task Handle_ItemThatMakesNoSense_WritesAllOthersAndNamesIt()
    {
        var records = new[] { Change(Active("s1")), Change(Active("s2")), Change(Active("s3")) };
        _queue.IsDown = true;
        _table.Items[SubscriberItem.KeyOf("s2")].Remove("version");
        Assert.Equal(records[1].Dynamodb.SequenceNumber, await HandleAsync(records));
        Assert.Equal(["hash-s1-----", "hash-s3-----"], _store.Entries.Keys.Order());
    }

    [Fact]
    public async Task Handle_ItemWithoutASubscription_LeavesItsEntryAsItIs()
    {
        _store.Entries["hash-s1-----"] = "kept";
        var record = Change(Active("s1"));
        _table.Items[SubscriberItem.KeyOf("s1")]["subscriptions"] = new() { S = "nothing" };
        Assert.Null(await HandleAsync(record));
        Assert.Equal("kept", _store.Entries["hash-s1-----"]);
        Assert.Single(_queue.Messages);
    }

    [Fact]
    public async Task Handle_InvalidItem_IsDeadLetteredAndDoesNotBlockTheBatch()
    {
        var records = new[] { Change(Active("s1")), Change(Active("s2")), Change(Active("s3")) };
        _table.Items[SubscriberItem.KeyOf("s2")]["tokenHash"] = new() { S = "no hash" };
        Assert.Empty((await _function.HandleAsync(new() { Records = [.. records] }, new("request", null, CancellationToken.None))).BatchItemFailures);
        Assert.Equal(["hash-s1-----", "hash-s3-----"], _store.Entries.Keys.Order());
        Assert.Contains("\"itemKey\":\"SUBSCRIBER#s2\"", Assert.Single(_queue.Messages).Value, StringComparison.Ordinal);

        _queue.IsDown = true;
        var response = await _function.HandleAsync(new() { Records = [.. records] }, new("request", null, CancellationToken.None));
        Assert.Equal(records[1].Dynamodb.SequenceNumber, Assert.Single(response.BatchItemFailures).ItemIdentifier);
    }

    [Fact]
    public async Task Handle_Batch_WritesItsMetrics()
    {
        var record = Change(Active("s1"));
        record.Dynamodb.ApproximateCreationDateTime = Now.UtcDateTime.AddSeconds(-3);
        Assert.Null(await HandleAsync(record));
        var lines = _metrics.ToString();
        Assert.Contains("\"podcast.sync.lag\":3", lines, StringComparison.Ordinal);
        Assert.Contains("\"podcast.kvs.keys_written\":1", lines, StringComparison.Ordinal);
        Assert.Contains("\"podcast.kvs.entries_left_out\":0", lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handle_StoreFull_WritesWhatEndsAccessAndLeavesTheRestToTheFallback()
    {
        _store.Entries["hash-s1-----"] = "as it was";
        _store.Entries["hash-s2-----"] = "as it was";
        _store.BeforeUpdate = update =>
        {
            if (update.Puts.Exists(put => put.Value.Length > 1))
            {
                throw new ServiceQuotaExceededException("The store is full.");
            }
        };
        Assert.Null(await HandleAsync(Change(Active("s1")), Change(Active("s2").WithRevoked(true)), Change(Active("s3"))));
        Assert.Equal("r", Assert.Single(_store.Entries).Value);
    }

    [Fact]
    public async Task Handle_SigningKey_ReachesTheEdgeUntilRevoked()
    {
        var key = SigningKey.Create("01");
        Assert.Null(await HandleAsync(Change(key)));
        Assert.Equal(key.Secret, _store.Entries["k01"]);
        Assert.Null(await HandleAsync(Change(key.As(SigningKeyStatus.Revoked))));
        Assert.Equal(StoreProjection.RefusedKey, _store.Entries["k01"]);
    }

    [Fact]
    public async Task Handle_OtherItems_CallsNoService()
    {
        var record = Change(Active("s1"));
        record.Dynamodb.Keys["pk"].S = SigningKeyItem.CurrentKey;
        Assert.Null(await HandleAsync(record));
        Assert.Equal(0, _store.Describes);
    }

    [Fact]
    public async Task Handle_OutOfTime_NamesTheFirstRecord()
    {
        var record = Change(Active("s1"));
        var response = await _function.HandleAsync(new() { Records = [record] }, new("request", null, new CancellationToken(canceled: true)));
        Assert.Equal(record.Dynamodb.SequenceNumber, Assert.Single(response.BatchItemFailures).ItemIdentifier);
    }

    [Fact]
    public void FindLinks_Records_LinkToWhoWroteThem()
    {
        const string first = "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01";
        const string second = "00-5759e988bd862e3fe1be46a994272794-53995c3f42cd8ad9-01";
        var links = _function.FindLinks(new()
        {
            Records =
            [
                Change(Active("s1") with { TraceParent = first }),
                Change(Active("s2") with { TraceParent = first }),
                Change(Active("s3") with { TraceParent = second }),
                Change(Active("s4") with { TraceParent = "nonsense" }),
                Change(Active("s5")),
                Change(null, Active("s6") with { TraceParent = first }),
            ],
        });
        Assert.Equal([ActivityContext.Parse(first, null).SpanId, ActivityContext.Parse(second, null).SpanId], links.Select(link => link.Context.SpanId));
    }

    private static Subscriber Active(string id) => new()
    {
        Id = id,
        Email = "listener@example.com",
        Subscriptions = [new() { Id = id, Shows = ["news"], ExpiresAt = Now.AddDays(30).ToUnixTimeSeconds(), CreatedAt = 0 }],
        KeyId = "01",
        TokenId = "aaaaaaaaaaaa",
        TokenHash = ("hash-" + id).PadRight(12, '-'),
        Version = 1,
        CreatedAt = 0,
        UpdatedAt = 0,
    };

    private static Attributes? Image(Subscriber? subscriber) =>
        subscriber is null ? null : SubscriberItem.From(subscriber).ToDictionary(attribute => attribute.Key, attribute => Convert(attribute.Value));

    private static DynamoDBEvent.AttributeValue Convert(Amazon.DynamoDBv2.Model.AttributeValue value) => new()
    {
        S = value.S,
        N = value.N,
        SS = value.SS,
        L = value.L is { } list ? [.. list.Select(Convert)] : null,
    };

    private void Save(Subscriber subscriber) => _table.Items[SubscriberItem.KeyOf(subscriber.Id)] = SubscriberItem.From(subscriber);

    /// <summary>Makes the change in the table and returns its record.</summary>
    private DynamoDBEvent.DynamodbStreamRecord Change(Subscriber? after, Subscriber? before = null)
    {
        if (after is not null)
        {
            Save(after);
        }
        else
        {
            _table.Items.Remove(SubscriberItem.KeyOf(before!.Id));
        }

        return Record(SubscriberItem.KeyOf((after ?? before)!.Id), Image(after), Image(before));
    }

    private DynamoDBEvent.DynamodbStreamRecord Change(SigningKey key)
    {
        _table.Items[SigningKeyItem.KeyOf(key.Id)] = SigningKeyItem.From(key, null);
        return Record(SigningKeyItem.KeyOf(key.Id), [], null);
    }

    private DynamoDBEvent.DynamodbStreamRecord Record(string key, Attributes? after, Attributes? before) => new()
    {
        Dynamodb = new()
        {
            SequenceNumber = (++_sequence).ToString("d21", CultureInfo.InvariantCulture),
            Keys = new() { ["pk"] = new() { S = key } },
            NewImage = after,
            OldImage = before,
        },
    };

    /// <returns>The first sequence number that failed.</returns>
    private async Task<string?> HandleAsync(params DynamoDBEvent.DynamodbStreamRecord[] records)
    {
        var response = await _function.HandleAsync(new() { Records = records }, new("request", null, TestContext.Current.CancellationToken));
        return response.BatchItemFailures.SingleOrDefault()?.ItemIdentifier;
    }
}
