using System.Text.Json.Nodes;
using Podcast.AppHost.FirstMinute;

namespace Podcast.Tests.Unit.AppHost.FirstMinute;

public sealed class EndpointsFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("podcast-endpoints-");

    private string Target => Path.Combine(_folder.FullName, "apphost", "endpoints.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Delete_AfterWrite_LeavesNothing()
    {
        var file = new EndpointsFile(Target);

        Assert.Equal(Target, await file.WriteAsync(Mine(), TestContext.Current.CancellationToken));
        Assert.Equal("http://edge", JsonNode.Parse(await File.ReadAllTextAsync(Target, TestContext.Current.CancellationToken))!["edge"]!.GetValue<string>());
        file.Delete();

        Assert.Empty(_folder.GetFiles("*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Write_FileOfARunningAppHost_IsLeftAlone()
    {
        var other = await WriteOwnedByAsync(1);
        var file = new EndpointsFile(Target);

        var written = await file.WriteAsync(Mine(), TestContext.Current.CancellationToken);
        file.Delete();

        Assert.NotEqual(Target, written);
        Assert.False(File.Exists(written));
        Assert.Equal(other, await File.ReadAllTextAsync(Target, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("""{"processId": 2147483646}""")]
    [InlineData("{")]
    [InlineData("[]")]
    public async Task Write_FileThatNobodyOwns_IsReplaced(string left)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Target)!);
        await File.WriteAllTextAsync(Target, left, TestContext.Current.CancellationToken);

        Assert.Equal(Target, await new EndpointsFile(Target).WriteAsync(Mine(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Write_Always_IsReadableByItsOwnerOnly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");

        var written = await new EndpointsFile(Target).WriteAsync(Mine(), TestContext.Current.CancellationToken);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(written));
    }

    private static JsonObject Mine() => new() { ["processId"] = Environment.ProcessId, ["edge"] = "http://edge" };

    private async Task<string> WriteOwnedByAsync(int processId)
    {
        var content = $$"""{"processId": {{processId}}}""";
        Directory.CreateDirectory(Path.GetDirectoryName(Target)!);
        await File.WriteAllTextAsync(Target, content, TestContext.Current.CancellationToken);
        return content;
    }
}
