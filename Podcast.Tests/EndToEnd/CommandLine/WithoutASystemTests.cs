namespace Podcast.Tests.EndToEnd.CommandLine;

/// <summary>What the command line says where there is nothing to talk to.</summary>
public sealed class WithoutASystemTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("podcast-cli-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(3, "No app host runs", "shows", "list")]
    [InlineData(3, "cannot be read", "shows", "list", "--endpoints-file", "missing.json")]
    [InlineData(3, "no profile of that name", "shows", "list", "--profile", "nobody")]
    [InlineData(2, "Unknown command", "show", "list")]
    [InlineData(2, "Unknown option", "shows", "list", "--jsn")]
    [InlineData(2, "bash, zsh, fish, pwsh", "completion", "tcsh")]
    public async Task Run_Fails_SaysWhyInOneLine(int exitCode, string sentence, params string[] arguments)
    {
        var result = await new PodcastCommand(_folder.FullName).RunAsync(arguments);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(sentence, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Trim().Split('\n'));
    }

    [Fact]
    public async Task Run_AppHostHasEnded_SaysSo()
    {
        var file = Path.Combine(_folder.FullName, "endpoints.json");
        await File.WriteAllTextAsync(file, $$"""{"processId": {{int.MaxValue}}, "publisher": "http://127.0.0.1:1"}""", TestContext.Current.CancellationToken);

        var result = await new PodcastCommand(_folder.FullName).RunAsync("doctor", "--endpoints-file", file);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("has ended", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("episodes", "e")]
    [InlineData("--publish-at", "episodes", "publish", "--pub")]
    [InlineData("revoke", "subscribers", "rev")]
    public async Task Complete_UnfinishedWord_NamesWhatFits(string expected, params string[] words)
    {
        var result = await new PodcastCommand(_folder.FullName).RunAsync(["complete", "--", .. words]);

        Assert.Equal(expected, result.Output.Trim());
    }
}
