using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Podcast.LocalAws.Sqs;

namespace Podcast.Tests.Unit.LocalAws.Sqs;

public sealed class QueueTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Receive_MessageReceivedTooOften_MovesItToTheDeadLetterQueue()
    {
        var (queue, dead) = (Create("""{ "VisibilityTimeout": 10, "RedrivePolicy": { "deadLetterTargetArn": "arn:dead", "maxReceiveCount": 2 } }"""), Create("{}"));
        queue.DeadLetterQueue = dead;
        var sent = queue.Send("poison");

        for (var receipt = 1; receipt <= 2; receipt++)
        {
            Assert.Equal(receipt, Assert.Single(queue.Receive(1, TimeSpan.FromSeconds(10))).ReceiveCount);
            Assert.Empty(queue.Receive(1, TimeSpan.FromSeconds(10)));
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Empty(queue.Receive(1, TimeSpan.FromSeconds(10)));
        var moved = Assert.Single(dead.Receive(1, TimeSpan.FromSeconds(10)));
        Assert.Equal((sent.Id, sent.SentAt, queue.Arn), (moved.Id, moved.SentAt, moved.DeadLetterSourceArn));
    }

    [Fact]
    public void Count_AfterTheRetention_IsNothing()
    {
        var queue = Create("""{ "MessageRetentionPeriod": 60 }""");
        queue.Send("old");
        _time.Advance(TimeSpan.FromSeconds(30));
        queue.Send("new");
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("new", Assert.Single(queue.Receive(10, TimeSpan.Zero)).Body);
    }

    [Fact]
    public void Delete_WithOlderReceipt_DeletesNothing()
    {
        var queue = Create("{}");
        queue.Send("twice");
        var first = queue.Receive(1, TimeSpan.Zero)[0].ReceiptHandle;
        var second = queue.Receive(1, TimeSpan.Zero)[0].ReceiptHandle;

        queue.Delete(first);
        Assert.Equal(1, queue.Count);
        queue.Delete(second);
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public async Task ReceiveAsync_WhileNothingIsThere_WaitsForAMessage()
    {
        var queue = Create("{}");
        var waiting = queue.ReceiveAsync(1, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(19));
        Assert.False(waiting.IsCompleted);

        queue.Send("at last");

        Assert.Equal("at last", Assert.Single(await waiting).Body);
    }

    [Fact]
    public async Task ReceiveAsync_WhenNothingComes_EndsAfterItsTime()
    {
        var waiting = Create("{}").ReceiveAsync(1, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(20));

        Assert.Empty(await waiting);
    }

    [Fact]
    public async Task ReceiveAsync_DelayedMessage_ReturnsAtItsTime()
    {
        var queue = Create("""{ "DelaySeconds": 5 }""");
        queue.Send("later");
        var waiting = queue.ReceiveAsync(1, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("later", Assert.Single(await waiting).Body);
    }

    private Queue Create(string properties) => new("q", "https://sqs.us-east-1.amazonaws.com/000000000000/q", "arn:aws:sqs:us-east-1:000000000000:q", _time)
    {
        Settings = QueueSettings.Read(JsonNode.Parse(properties)!.AsObject()),
    };
}
