using Aspire.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using Podcast.AppHost.Startup;

namespace Podcast.Tests.Unit.AppHost.Startup;

public sealed class DataFolderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("podcast-data-");
    private readonly FakeTimeProvider _time = new();
    private readonly StringWriter _progress = new();

    private string Target => Path.Combine(_folder.FullName, "data");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Open_NoSetting_IsNone() => Assert.Null(await OpenAsync(null));

    [Fact]
    public async Task Open_HeldByAnother_NamesTheFolder()
    {
        using var other = await OpenAsync(Target);
        var open = OpenAsync(Target);
        Assert.Contains("waiting", _progress.ToString(), StringComparison.Ordinal);
        _time.Advance(PortAvailability.Limit);

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => open);

        Assert.Contains($"Data:Folder {Target} is used by another app host", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_AnotherLetsGoMeanwhile_Opens()
    {
        var other = await OpenAsync(Target);
        var open = OpenAsync(Target);
        other!.Dispose();
        _time.Advance(TimeSpan.FromSeconds(1));

        using var data = await open;

        Assert.NotNull(data);
    }

    [Fact]
    public async Task Open_InsideAFile_NamesTheFolder()
    {
        await File.WriteAllTextAsync(Target, "", TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => OpenAsync(Path.Combine(Target, "inside")));

        Assert.Contains($"Data:Folder {Path.Combine(Target, "inside")} cannot be used", error.Message, StringComparison.Ordinal);
    }

    private Task<DataFolder?> OpenAsync(string? path) => DataFolder.OpenAsync(
        new ConfigurationBuilder().AddInMemoryCollection([new("Data:Folder", path)]).Build(),
        _progress, PortAvailability.Limit, _time, TestContext.Current.CancellationToken);
}
