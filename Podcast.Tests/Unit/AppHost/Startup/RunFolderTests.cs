using Podcast.AppHost.Startup;

namespace Podcast.Tests.Unit.AppHost.Startup;

public sealed class RunFolderTests : IDisposable
{
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("podcast-tests-");

    public void Dispose() => _parent.Delete(recursive: true);

    [Fact]
    public void Create_BesideFoldersThatNobodyHolds_DeletesThem()
    {
        _parent.CreateSubdirectory("podcast-run-without-lock");
        File.WriteAllText(Path.Combine(_parent.CreateSubdirectory("podcast-run-killed").FullName, ".lock"), "");
        var isStopping = _parent.CreateSubdirectory(Path.Combine("podcast-run-stopping", "objects"));
        using var held = new FileStream(Path.Combine(isStopping.FullName, ".lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        _parent.CreateSubdirectory("another");
        using var other = RunFolder.Create(_parent.FullName);

        using var run = RunFolder.Create(_parent.FullName);

        Assert.Equivalent(
            new[] { "another", "podcast-run-stopping", NameOf(other), NameOf(run) },
            _parent.EnumerateDirectories().Select(folder => folder.Name),
            strict: true);
    }

    [Fact]
    public void Dispose_Run_DeletesItsFolder()
    {
        var run = RunFolder.Create(_parent.FullName);
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(run.Objects).FullName, "object"), "");

        run.Dispose();

        Assert.Empty(_parent.EnumerateDirectories());
    }

    private static string NameOf(RunFolder run) => Path.GetFileName(Path.GetDirectoryName(run.Objects)!);
}
