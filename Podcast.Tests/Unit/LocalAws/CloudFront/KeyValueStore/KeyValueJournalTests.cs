using Podcast.LocalAws.CloudFront.KeyValueStore;
using Podcast.LocalAws.Core;

namespace Podcast.Tests.Unit.LocalAws.CloudFront.KeyValueStore;

public sealed class KeyValueJournalTests : IDisposable
{
    private const string Id = "11111111-2222-3333-4444-555555555555";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("podcast-stores-");

    private string Journal => Path.Combine(_folder.FullName, $"{Id}.jsonl");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Open_AfterWrites_HasTheStoreAsItWas()
    {
        KeyValueSnapshot before;
        using (var store = Open())
        {
            store.Update(store.Current.ETag, [new("a", "1"), new("b", "2\n\"é"), new("c", "3")], []);
            before = store.Update(store.Current.ETag, [new("a", "4")], ["c"]);
        }

        using var again = Open();

        Assert.Equal(before.Entries.ToList(), again.Current.Entries.ToList());
        Assert.Equal((before.ETag, before.TotalSizeInBytes, before.LastModified), (again.Current.ETag, again.Current.TotalSizeInBytes, again.Current.LastModified));
        Assert.Equal("4", again.AtEdge.Find("a"));
    }

    [Fact]
    public void Open_AfterWritesToAReopenedStore_HasThemAll()
    {
        for (var i = 0; i < 3; i++)
        {
            using var store = Open();
            store.Update(store.Current.ETag, [new($"key{i}", "value")], []);
        }

        using var last = Open();

        Assert.Equal(["key0", "key1", "key2"], last.Current.Entries.Select(entry => entry.Key));
        Assert.Single(File.ReadAllLines(Journal));
    }

    [Fact]
    public void Open_LastLineIsCutOff_HasTheWritesBefore()
    {
        string etag;
        using (var store = Open())
        {
            etag = store.Update(store.Current.ETag, [new("a", "1")], []).ETag;
            store.Update(etag, [new("a", "2")], []);
        }

        var text = File.ReadAllText(Journal);
        File.WriteAllText(Journal, text[..^5]);

        using var again = Open();

        Assert.Equal(("1", etag), (again.Current.Find("a"), again.Current.ETag));
    }

    [Fact]
    public void Open_HeldByAnother_IsRefused()
    {
        using var store = Open();

        var error = Assert.Throws<LocalAwsOptionsException>(Open);

        Assert.Contains("LocalAws__KeyValueStorePath", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Delete_LeavesNothing()
    {
        var store = Open();
        store.Update(store.Current.ETag, [new("a", "1")], []);

        store.Delete();

        Assert.Empty(_folder.GetFiles());
    }

    private KeyValueStoreState Open() => new(Id, $"arn:aws:cloudfront::000000000000:key-value-store/{Id}", TimeSpan.Zero, TimeProvider.System, KeyValueJournal.Open(_folder.FullName, Id));
}
