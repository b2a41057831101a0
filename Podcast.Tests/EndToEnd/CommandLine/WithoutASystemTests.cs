using System.Diagnostics;
using System.Text.Json.Nodes;
using Podcast.Tests.Integration.AppHost;

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
    [InlineData(2, "Unknown command", "complete")]
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
    [InlineData(2, "say a day such as", "subscribers", "add", "ada@example.com", "--show", "news", "--until", "tomorrow", "--json", "--endpoints-file", "endpoints.json")]
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
    [InlineData("statistics", "stat")]
    [InlineData("--csv", "statistics", "news", "--c")]
    public async Task CompletionScript_InBash_CompletesWhatIsTyped(string expected, params string[] words)
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "There is no bash.");
        var tool = Path.Combine(_folder.FullName, "podcast");
        await File.WriteAllTextAsync(
            tool,
            $"#!/bin/sh\nexec '{AppHostProcess.Dotnet}' '{Path.Combine(AppContext.BaseDirectory, "podcast.dll")}' \"$@\"\n",
            TestContext.Current.CancellationToken);
        File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        // As bash calls it: the words of the line, and the number of the one that is typed.
        var start = new ProcessStartInfo(
            "/bin/bash", ["-c", """source <(podcast completion bash) && COMP_WORDS=(podcast "$@") COMP_CWORD=$# && _podcast && complete -p podcast && echo "${COMPREPLY[@]}" """, "bash", .. words])
        {
            RedirectStandardOutput = true,
            Environment = { ["PATH"] = $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}", ["HOME"] = _folder.FullName },
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal($"complete -o default -F _podcast podcast\n{expected}\n", output);
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
