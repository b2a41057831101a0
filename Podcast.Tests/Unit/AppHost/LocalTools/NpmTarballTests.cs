using System.Formats.Tar;
using System.IO.Compression;
using Aspire.Hosting;
using Podcast.AppHost.LocalTools;

namespace Podcast.Tests.Unit.AppHost.LocalTools;

public sealed class NpmTarballTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("podcast-tarball-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Unpack_OneFolder_LeavesTheRestOut()
    {
        var tarball = Pack(("package/emulator/a.txt", "a"), ("package/emulator/lib/b.txt", "b"), ("package/index.js", "no"));

        await NpmTarball.UnpackAsync(tarball, "emulator", Destination, TestContext.Current.CancellationToken);

        Assert.Equal("a", await File.ReadAllTextAsync(Path.Combine(Destination, "a.txt"), TestContext.Current.CancellationToken));
        Assert.Equal("b", await File.ReadAllTextAsync(Path.Combine(Destination, "lib", "b.txt"), TestContext.Current.CancellationToken));
        Assert.Equal(2, Directory.GetFiles(Destination, "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task Unpack_EntryThatLeavesItsFolder_IsRefused()
    {
        var tarball = Pack(("package/../../escaped.txt", "x"));

        await Assert.ThrowsAsync<InvalidDataException>(() =>
            NpmTarball.UnpackAsync(tarball, "", Destination, TestContext.Current.CancellationToken));

        Assert.False(File.Exists(Path.Combine(_folder.FullName, "..", "escaped.txt")));
    }

    [Fact]
    public async Task Verify_PinnedHash_AcceptsOnlyThatTarball()
    {
        var tarball = Pack(("package/a.txt", "a"));
        var integrity = "sha512-" + Convert.ToBase64String(System.Security.Cryptography.SHA512.HashData(await File.ReadAllBytesAsync(tarball, TestContext.Current.CancellationToken)));

        await NpmTarball.VerifyAsync(tarball, Package(integrity), TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<DistributedApplicationException>(() =>
            NpmTarball.VerifyAsync(tarball, Package("sha512-other"), TestContext.Current.CancellationToken));
    }

    private string Destination => Path.Combine(_folder.FullName, "unpacked");

    private static NpmToolPackage Package(string integrity) => new("Tool 1.0", "tool", "1.0.0", integrity, 1000, "");

    private string Pack(params (string Name, string Content)[] entries)
    {
        var path = Path.Combine(_folder.FullName, "tool.tgz");
        using var file = File.Create(path);
        using var gzip = new GZipStream(file, CompressionLevel.Fastest);
        using var writer = new TarWriter(gzip);
        foreach (var (name, content) in entries)
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)) });
        }

        return path;
    }
}
