using System.Text.Json.Nodes;

namespace Podcast.Tests.EndToEnd.CommandLine;

/// <summary>What the command line says when no system runs.</summary>
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

    [Theory]
    [InlineData(3, "No app host runs", "shows", "list", "--json")]
    [InlineData(2, "Unknown option", "shows", "list", "--json", "--jsn")]
    [InlineData(2, "Name a file, or say --remove", "shows", "artwork", "news", "--json", "--endpoints-file", "endpoints.json")]
    [InlineData(2, "extensions .vtt, .srt", "episodes", "transcript", "news", "one", "one.txt", "--language", "en", "--json", "--endpoints-file", "endpoints.json")]
    [InlineData(2, "neither a file nor", "import", "missing.xml", "--show", "news", "--json", "--endpoints-file", "endpoints.json")]
    [InlineData(3, "cannot be reached", "shows", "list", "--json", "--endpoints-file", "endpoints.json")]
    public async Task Run_FailsWithJson_IsOneObject(int exitCode, string sentence, params string[] arguments)
    {
        // A process that runs, and a port on which nothing listens.
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "endpoints.json"),
            $$"""{"processId": {{Environment.ProcessId}}, "publisher": "http://127.0.0.1:1", "edge": "http://127.0.0.1:1", "accessKeyId": "a", "secretAccessKey": "b", "region": "us-east-1"}""",
            TestContext.Current.CancellationToken);

        var result = await new PodcastCommand(_folder.FullName).RunAsync(arguments);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Empty(result.Output);
        var error = JsonNode.Parse(result.Error)!;
        Assert.Equal(exitCode, (int)error["exitCode"]!);
        Assert.Contains(sentence, (string?)error["error"], StringComparison.Ordinal);
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
