using System.Text.Json;
using Podcast.Functions.Domain;
using Podcast.Functions.EventPublisher;
using Podcast.Functions.Events;
using Podcast.Functions.Storage;

namespace Podcast.Tests.Unit.Functions.EventPublisher;

public sealed class SubscriberChangesTests
{
    private static readonly Subscriber Someone = new()
    {
        Id = "s1",
        Email = "a@example.com",
        Subscriptions = [new() { Id = "s1", Shows = ["news"], ExpiresAt = 2_000, CreatedAt = 1 }],
        KeyId = "01",
        TokenId = "token-id",
        TokenHash = "token-hash-1",
        Version = 3,
        CreatedAt = 1,
        UpdatedAt = 100,
    };

    [Fact]
    public void Read_Insertion_IsACreation()
    {
        var created = Assert.Single(Read(null, Someone));

        Assert.Equal("subscriber.created", created.Type);
        Assert.Equal("s1", created.Data.Subscriber);
        Assert.Equal(["news"], created.Data.Shows!);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(2_000), created.Data.ExpiresAt);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(100), created.Timestamp);
    }

    [Fact]
    public void Read_LaterEnd_IsARenewal() => Assert.Equal(["subscriber.renewed"], Types(Someone, With(Until(3_000))));

    [Fact]
    public void Read_EarlierEndOrOtherFields_IsNothing()
    {
        Assert.Empty(Types(Someone, With(Until(1_500))));
        Assert.Empty(Types(Someone, Someone with { Email = "b@example.com", Version = 4 }));
    }

    [Fact]
    public void Read_AnotherShow_IsARenewal() =>
        Assert.Equal(["subscriber.renewed"], Types(Someone, With(Until(2_000) with { Shows = ["news", "extra"] })));

    [Fact]
    public void Read_ReturnOfALapsedSubscriber_IsARenewal() =>
        Assert.Equal(["subscriber.renewed"], Types(Someone with { HasLapsed = true }, With(Until(9_000))));

    [Fact]
    public void Read_Restoration_IsARenewal() =>
        Assert.Equal(["subscriber.renewed"], Types(With(Until(2_000) with { IsRevoked = true }), Someone with { Version = 5 }));

    [Theory]
    [InlineData("lapsed")]
    [InlineData("revoked")]
    [InlineData("merged")]
    [InlineData("deleted")]
    public void Read_EachEnd_SaysWhy(string reason)
    {
        var after = reason switch
        {
            "lapsed" => Someone with { HasLapsed = true, Version = 4 },
            "revoked" => With(Until(2_000) with { IsRevoked = true }),
            _ => null,
        };
        var ended = Assert.Single(reason == "merged"
            ? SubscriberChanges.Read(new("1", 100, "SUBSCRIBER#s1", SubscriberItem.From(Someone), SubscriberItem.FromMerged(Someone, "s2", 100)))
            : Read(Someone, after));

        Assert.Equal("subscriber.ended", ended.Type);
        Assert.Equal(reason, ended.Data.Reason);
        Assert.Equal(["news"], ended.Data.Shows!);
        Assert.Equal(reason == "merged" ? "s2" : null, ended.Data.ReplacedBy);
    }

    [Fact]
    public void Read_EndOfWhatHadEnded_IsNothing() =>
        Assert.Empty(Types(Someone with { HasLapsed = true }, With(Until(2_000) with { IsRevoked = true })));

    [Fact]
    public void Read_NewToken_IsARotation() =>
        Assert.Equal(["subscriber.rotated"], Types(Someone, Someone with { TokenHash = "token-hash-2", Version = 4 }));

    [Fact]
    public void Read_SameChangeTwice_HasTheSameId()
    {
        var (first, again) = (Read(null, Someone).Single(), Read(null, Someone).Single());
        var other = Read(null, Someone with { Version = 4 }).Single();

        Assert.Equal(first.Id, again.Id);
        Assert.NotEqual(first.Id, other.Id);
    }

    [Fact]
    public void Read_AnyChange_HasNeitherAddressNorToken()
    {
        var json = JsonSerializer.Serialize(Read(null, Someone).Single(), PublisherEventJsonContext.Default.PublisherEvent);

        Assert.DoesNotContain("a@example.com", json, StringComparison.Ordinal);
        Assert.DoesNotContain("token-", json, StringComparison.Ordinal);
        Assert.DoesNotContain("a@example.com", $"{Read(null, Someone).Single()}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EMAIL#x")]
    [InlineData("SIGNINGKEY#01")]
    public void Read_OtherItem_IsNothing(string key) => Assert.Empty(SubscriberChanges.Read(new("1", 1, key, null, new() { ["pk"] = new(key) })));

    private static Subscription Until(long end) => Someone.Subscriptions[0] with { ExpiresAt = end };

    private static Subscriber With(Subscription subscription) => Someone with { Subscriptions = [subscription], Version = 4 };

    private static string[] Types(Subscriber before, Subscriber after) => [.. Read(before, after).Select(happened => happened.Type)];

    private static IEnumerable<PublisherEvent> Read(Subscriber? before, Subscriber? after) => SubscriberChanges.Read(new(
        "1", 100, "SUBSCRIBER#s1", before is null ? null : SubscriberItem.From(before), after is null ? null : SubscriberItem.From(after)));
}
