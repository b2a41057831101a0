using Aspire.Hosting.ApplicationModel;

namespace Podcast.Tests.Unit.AspireHosting;

public sealed class CopyOnWriteListTests
{
    [Fact]
    public void Remove_WhileOthersComeAndGo_TakesNothingElse()
    {
        var stays = new object();
        var list = new CopyOnWriteList<object> { new object(), stays };

        Parallel.For(0, 100_000, _ =>
        {
            var mine = new object();
            list.Add(mine);
            Assert.True(list.Remove(mine));
        });

        Assert.Equal(2, list.Count);
        Assert.Contains(stays, list);
    }
}
