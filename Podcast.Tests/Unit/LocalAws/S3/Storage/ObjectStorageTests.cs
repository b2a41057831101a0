using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Files;
using Podcast.LocalAws.S3.Checksums;
using Podcast.LocalAws.S3.Storage;
using Podcast.LocalAws.Template;

namespace Podcast.Tests.Unit.LocalAws.S3.Storage;

public sealed class ObjectStorageTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("podcast-tests-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public void Find_AfterARestart_IsTheLastVersionOfAnyKey() => Gen.Select(Gen.String[1, 20], Gen.Int[1, 3]).List[1, 8].Sample(
        writes =>
        {
            var expected = new Dictionary<string, int>(StringComparer.Ordinal);
            using (var storage = Open())
            {
                foreach (var (key, size) in writes.Select(write => (Valid(write.Item1), write.Item2)))
                {
                    Put(storage, key, size);
                    expected[key] = size;
                }
            }

            using (var storage = Open())
            {
                var bucket = storage.Buckets.Single();
                var same = expected.All(item => bucket.Find(item.Key) is { } found && found.Size == item.Value && File.Exists(found.FilePath));
                foreach (var key in expected.Keys)
                {
                    bucket.Remove(key, "null", _ => { });
                }

                return same && Files().Length == 0;
            }
        },
        iter: 30,
        threads: 1);

    [Fact]
    public void Find_AfterAKillBetweenTwoVersions_IsTheLaterOne()
    {
        string older;
        using (var storage = Open())
        {
            Put(storage, "key", 1);
            older = Files().Single();
            File.Copy(older, older + ".saved");
            Put(storage, "key", 2);
            File.Move(older + ".saved", older);
        }

        using var reopened = Open();

        Assert.Equal(2, reopened.Buckets.Single().Find("key")!.Size);
        Assert.DoesNotContain(older, Files());
    }

    [Fact]
    public void Find_TruncatedFile_IsNothing()
    {
        using (var storage = Open())
        {
            Put(storage, "key", 100);
            using var file = File.OpenWrite(Files().Single());
            file.SetLength(50);
        }

        using var reopened = Open();

        Assert.Null(reopened.Buckets.Single().Find("key"));
        Assert.Empty(Files());
    }

    [Fact]
    public void Open_FolderInUse_FailsWithReason()
    {
        using var storage = Open();

        var error = Assert.Throws<LocalAwsOptionsException>(Open);

        Assert.Contains("LocalAws__StoragePath", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dispose_TemporaryFolder_RemovesIt()
    {
        string? folder;
        using (var storage = Open(configured: false))
        {
            Put(storage, "key", 1);
            folder = Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(storage.Buckets.Single().Find("key")!.FilePath)));
            Assert.True(Directory.Exists(folder));
        }

        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task WriteAsync_ToFullDisk_FailsWithReason()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "Needs Linux's device that is always full.");
        await using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

        var error = await Assert.ThrowsAsync<AwsException>(() => DiskErrors.TranslateAsync(full.WriteAsync(new byte[1], TestContext.Current.CancellationToken)).AsTask());

        Assert.Equal(("ServiceUnavailable", 503), (error.Code, error.StatusCode));
    }

    [Fact]
    public void BeginWrite_MoreThanTheDiskHolds_FailsWithReasonBeforeTheFirstByte()
    {
        using var storage = Open();

        var error = Assert.Throws<AwsException>(() => storage.BeginWrite(1L << 50));

        Assert.Equal("ServiceUnavailable", error.Code);
        Assert.Empty(Directory.GetFiles(Path.Combine(_path, "uploads")));
    }

    private static void Put(ObjectStorage storage, string key, int size)
    {
        using var writer = storage.BeginWrite(size);
        writer.WriteAsync(new byte[size], null, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        writer.Commit(
            storage.Buckets.Single(),
            new()
            {
                Key = key,
                Size = size,
                ETag = "",
                LastModified = default,
                Sequence = storage.NextSequence(),
                ChecksumAlgorithm = ChecksumAlgorithms.Default,
                Checksum = "",
                Headers = [],
                Metadata = [],
            },
            _ => { });
    }

    /// <summary>A key is UTF-8, which half of a surrogate pair has no place in.</summary>
    private static string Valid(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));

    private ObjectStorage Open() => Open(configured: true);

    private ObjectStorage Open(bool configured)
    {
        var stack = StackLoader.Parse(
            """{ "Resources": { "Media": { "Type": "AWS::S3::Bucket", "Properties": {} } } }""", new StackIdentity("Test", "000000000000", "us-east-1"));
        var storage = new ObjectStorage(new() { StoragePath = configured ? _path : null }, TimeProvider.System, NullLogger<ObjectStorage>.Instance);
        storage.ApplyAsync(stack, CancellationToken.None).GetAwaiter().GetResult();
        return storage;
    }

    private string[] Files() => Directory.GetFiles(Path.Combine(_path, "buckets"), "*", SearchOption.AllDirectories);
}
