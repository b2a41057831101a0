using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Faults;
using Podcast.LocalAws.Host.Faults;

namespace Podcast.Tests.Unit.LocalAws.Host.Faults;

public sealed class FaultInjectorTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FaultInjector _faults;

    public FaultInjectorTests() => _faults = new(_time, NullLogger<FaultInjector>.Instance);

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("dynamodb", "Throttle", "ProvisionedThroughputExceededException", 400)]
    [InlineData("s3", "Throttle", "SlowDown", 503)]
    [InlineData("lambda", "Throttle", "TooManyRequestsException", 429)]
    [InlineData("cloudfront-keyvaluestore", "Conflict", "ConflictException", 409)]
    [InlineData("scheduler", "Outage", "InternalServerException", 503)]
    [InlineData("s3", "Outage", "ServiceUnavailable", 503)]
    public async Task ApplyAsync_WithFault_ThrowsTheErrorOfTheService(string service, string kind, string code, int status)
    {
        _faults.Set("f", new(service, Enum.Parse<FaultKind>(kind)));

        var error = await Assert.ThrowsAsync<AwsException>(async () => await _faults.ApplyAsync(service, "Anything", TestToken));

        Assert.Equal((code, status), (error.Code, error.StatusCode));
    }

    [Fact]
    public async Task ApplyAsync_AnotherOperationOrService_DoesNothing()
    {
        _faults.Set("f", new("dynamodb", FaultKind.Outage, "PutItem"));

        await _faults.ApplyAsync("dynamodb", "GetItem", TestToken);
        await _faults.ApplyAsync("s3", "PutItem", TestToken);

        Assert.Equal(0, _faults.Active.Single().Happened);
    }

    [Fact]
    public async Task ApplyAsync_WithLatency_TakesThatLong()
    {
        using var fault = _faults.Use(new("sqs", FaultKind.Latency, Latency: TimeSpan.FromSeconds(3)));
        var call = _faults.ApplyAsync("sqs", "SendMessage", TestToken).AsTask();
        _time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(call.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(0.1));

        await call;
    }

    [Fact]
    public async Task ApplyAsync_AfterTheDuration_DoesNothing()
    {
        _faults.Set("f", new("sqs", FaultKind.Outage, Duration: TimeSpan.FromSeconds(30)));
        _time.Advance(TimeSpan.FromSeconds(29));
        await Assert.ThrowsAsync<AwsException>(async () => await _faults.ApplyAsync("sqs", "SendMessage", TestToken));

        _time.Advance(TimeSpan.FromSeconds(1));

        await _faults.ApplyAsync("sqs", "SendMessage", TestToken);
        Assert.Empty(_faults.Active);
    }

    [Fact]
    public void Takes_WithCountUnderConcurrency_HappensExactlyThatOften()
    {
        _faults.Set("f", new("function", FaultKind.Kill, "Feeds", Count: 100));

        var happened = 0;
        Parallel.For(0, 1000, _ => Interlocked.Add(ref happened, _faults.Takes("function", "Feeds", FaultKind.Kill) ? 1 : 0));

        Assert.Equal((100, 100), (happened, _faults.Active.Single().Happened));
    }

    [Fact]
    public void Takes_WithProbabilityAndASeed_IsTheSameEachTime()
    {
        _faults.Set("f", new("cf.kvs", FaultKind.Outage, Probability: 0.25));

        var first = Sequence();
        var second = Sequence();

        Assert.Equal(first, second);
        Assert.InRange(first.Count(happened => happened), 150, 350);

        bool[] Sequence()
        {
            _faults.Seed(42);
            return [.. Enumerable.Range(0, 1000).Select(_ => _faults.Takes("cf.kvs", "get", FaultKind.Outage))];
        }
    }

    [Fact]
    public async Task Clear_Fault_EndsIt()
    {
        _faults.Set("f", new("s3", FaultKind.Outage));

        Assert.True(_faults.Clear("f"));
        Assert.False(_faults.Clear("f"));
        await _faults.ApplyAsync("s3", "GetObject", TestToken);
    }
}
