using Amazon.DynamoDBv2.Model;
using Podcast.Functions.EventPublisher;

namespace Podcast.Tests.Unit.Functions.EventPublisher;

public sealed class EpisodeChangesTests
{
    private const long Now = 1_000;

    public static TheoryData<string, string, long?> Changes => new()
    {
        // Without audio, a draft, taken down: not to be heard.
        { "", "publishedAt=900", null },
        { "", "publishedAt=900 feed=news publication=draft", null },
        { "", "publishedAt=900 feed=news publication=unpublished", null },
        // Audio came, it was published, it came back.
        { "publishedAt=900", "publishedAt=900 feed=news", 900 },
        { "publishedAt=900 feed=news publication=draft", "publishedAt=900 feed=news publication=published", 900 },
        { "publishedAt=900 feed=news publication=unpublished", "publishedAt=900 feed=news publication=published", 900 },
        // It waits for its time.
        { "publishedAt=2000", "publishedAt=2000 feed=news", 2_000 },
        { "publishedAt=2000 feed=news", "publishedAt=3000 feed=news", 3_000 },
        { "publishedAt=2000 feed=news", "publishedAt=950 feed=news", 950 },
        // What was there already is corrected, or is put off.
        { "publishedAt=900 feed=news", "publishedAt=900 feed=news title=Two", null },
        { "publishedAt=900 feed=news", "publishedAt=800 feed=news", null },
        { "publishedAt=900 feed=news", "publishedAt=3000 feed=news", 3_000 },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void FindAnnouncement_OfAChange_IsWhenTheFeedGetsIt(string before, string after, long? expected) =>
        Assert.Equal(expected, EpisodeChanges.FindAnnouncement(Record(before, after)));

    [Fact]
    public void FindAnnouncement_OfAnotherItem_IsNull() =>
        Assert.Null(EpisodeChanges.FindAnnouncement(new("1", Now, "SHOW#news", null, new() { ["pk"] = new("SHOW#news"), ["sk"] = new("SHOW") })));

    [Fact]
    public void CreatePublished_TakenDownAndPublishedAgain_HasTheSameId()
    {
        var (first, again, later) = (Item("publishedAt=900 feed=news"), Item("publishedAt=900 feed=news version=7"), Item("publishedAt=950 feed=news"));

        Assert.Equal(EpisodeChanges.CreatePublished(first).Id, EpisodeChanges.CreatePublished(again).Id);
        Assert.NotEqual(EpisodeChanges.CreatePublished(first).Id, EpisodeChanges.CreatePublished(later).Id);
    }

    [Theory]
    [InlineData("status=transcoding revision=r1", "status=failed revision=r1 reason=Silence", true)]
    [InlineData("status=failed revision=r0", "status=failed revision=r1 reason=Silence", true)]
    [InlineData("status=failed revision=r1", "status=failed revision=r1 reason=Silence title=Two", false)]
    [InlineData("status=transcoding revision=r1", "status=ready revision=r1", false)]
    public void FindFailure_OfAChange_IsThereOnceForEachRecording(string before, string after, bool expected)
    {
        var failed = EpisodeChanges.FindFailure(Record(before + " publishedAt=1", after + " publishedAt=1"));

        Assert.Equal(expected, failed is not null);
        if (failed is not null)
        {
            Assert.Equal(("episode.failed", "news", "one", "Silence"), (failed.Type, failed.Data.Show, failed.Data.Episode, failed.Data.Reason));
        }
    }

    private static StreamRecord Record(string before, string after) =>
        new("1", Now, "SHOW#news", before.Length == 0 ? null : Item(before), Item(after));

    private static Dictionary<string, AttributeValue> Item(string attributes)
    {
        var item = new Dictionary<string, AttributeValue> { ["pk"] = new("SHOW#news"), ["sk"] = new("EPISODE#one") };
        foreach (var attribute in attributes.Split(' ').Select(pair => pair.Split('=')))
        {
            item[attribute[0]] = attribute[0] is "publishedAt" or "version" ? new() { N = attribute[1] } : new(attribute[1]);
        }

        return item;
    }
}
