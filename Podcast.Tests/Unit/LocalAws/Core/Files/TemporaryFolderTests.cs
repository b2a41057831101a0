using Podcast.LocalAws.Core.Files;

namespace Podcast.Tests.Unit.LocalAws.Core.Files;

public sealed class TemporaryFolderTests : IDisposable
{
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("podcast-tests-");

    public void Dispose() => _parent.Delete(recursive: true);

    [Fact]
    public void Create_BesideFoldersThatNobodyHolds_DeletesThem()
    {
        _parent.CreateSubdirectory("test-without-lock").CreateSubdirectory("content");
        File.WriteAllText(Path.Combine(_parent.CreateSubdirectory("test-killed").FullName, ".lock"), "");
        _parent.CreateSubdirectory("another");
        using var held = TemporaryFolder.Create("test-", _parent.FullName);

        using var created = TemporaryFolder.Create("test-", _parent.FullName);

        Assert.Equivalent(
            new[] { "another", Path.GetFileName(held.Path), Path.GetFileName(created.Path) }, _parent.EnumerateDirectories().Select(folder => folder.Name), strict: true);
    }
}
