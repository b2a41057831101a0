using Podcast.Functions.Transcoding;

namespace Podcast.Tests.Unit.Functions.Transcoding;

public sealed class EnclosureNameTests
{
    [Theory]
    [InlineData("one", "one", "one")]
    [InlineData("42", "the-answer", "the-answer_42")]
    [InlineData("42", "", "42")]
    public void Choose_IdAndTitle_NamesTheEpisode(string id, string titleSlug, string name) => Assert.Equal(name, EnclosureName.Choose(id, titleSlug));

    [Fact]
    public void Choose_LongIdAndTitle_StaysWithinWhatTheEdgeTakes()
    {
        var (id, title) = (new string('i', 63), new string('t', 63));
        var name = EnclosureName.Choose(id, title);
        Assert.True(name.Length <= 80, name);
        Assert.EndsWith("_" + id, name, StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_EpisodesOfOneTitle_AreDistinct()
    {
        string[] ids = ["a", "b", "b-c", "c", "a-b"];
        string[] titles = ["a", "b", "b-c", "c", "a-b", ""];
        var names = ids.SelectMany(id => titles.Select(title => (id, name: EnclosureName.Choose(id, title)))).ToList();
        Assert.All(names.GroupBy(pair => pair.name), same => Assert.Single(same.Select(pair => pair.id).Distinct()));
    }
}
