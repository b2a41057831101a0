using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Integration.Functions.PublisherApi;

/// <summary>
/// Runs docs/publisher-api.md: its shell blocks, in order and in one shell, with curl and openssl as a reader has them, against the deployed
/// template; a block of JSON or text behind one is what it has to print, where … stands for anything.
/// </summary>
public sealed partial class DocumentedExamplesTests(DynamoDBLocalFixture dynamoDB)
{
    private const string Marker = "::example ";
    private const string Shell = "/bin/bash";

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Examples_AllOfThePage_PrintWhatItSays()
    {
        Assert.SkipUnless(
            File.Exists(Shell) && File.Exists("/usr/bin/curl") && File.Exists("/usr/bin/openssl"), "bash, curl or openssl is not installed.");
        var examples = Example.ReadAll(Read());
        Assert.InRange(examples.Count, 15, 100);
        await using var system = await PublisherSystem.StartAsync(await dynamoDB.GetEndpointAsync());

        await File.WriteAllBytesAsync(Path.Combine(system.Folder, "recording.wav"), new byte[9_000_044], TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(system.Folder, "artwork.png"), Images.Png(1400, 1400), TestContext.Current.CancellationToken);
        var (output, errors) = await RunAsync(system, string.Concat(examples.Select((example, i) => $"echo '{Marker}{i}'\n{example.Script}\n")));

        var printed = output.Split(Marker)[1..];
        for (var i = 0; i < examples.Count; i++)
        {
            Assert.True(i < printed.Length, $"Nothing ran any more before:\n{examples[i].Script}\n{errors}\n{string.Join('\n', system.Logs.Lines)}");
            var text = printed[i][(printed[i].IndexOf('\n', StringComparison.Ordinal) + 1)..].Trim();
            Assert.True(examples[i].IsPrintedBy(text), $"{examples[i].Script}\nprinted\n{text}\n{errors}\n{string.Join('\n', system.Logs.Lines)}");
        }

        Assert.DoesNotContain(system.Logs.Lines, line => line.Contains("@example.com", StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<(string Output, string Errors)> RunAsync(PublisherSystem system, string script)
    {
        var start = new ProcessStartInfo(Shell, ["-euo", "pipefail", "-c", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = system.Folder,
            Environment =
            {
                ["PUBLISHER"] = system.PublisherUrl,
                ["WEBHOOKS"] = system.WebhooksUrl,
                ["AWS_REGION"] = "us-east-1",
                ["AWS_ACCESS_KEY_ID"] = PublisherSystem.AccessKeyId,
                ["AWS_SECRET_ACCESS_KEY"] = PublisherSystem.SecretAccessKey,
                ["LC_ALL"] = "C",
            },
        };
        using var shell = Process.Start(start)!;
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(Bound);
        try
        {
            var output = shell.StandardOutput.ReadToEndAsync(bound.Token);
            var errors = shell.StandardError.ReadToEndAsync(bound.Token);
            return (await output, await errors);
        }
        finally
        {
            if (!shell.HasExited)
            {
                shell.Kill(entireProcessTree: true);
            }
        }
    }

    private static string Read()
    {
        using var stream = typeof(DocumentedExamplesTests).Assembly.GetManifestResourceStream("publisher-api.md")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <param name="Script">What is run.</param>
    /// <param name="Language">The language of <paramref name="Expected"/>: json or text.</param>
    /// <param name="Expected">What it prints; null when that is not said.</param>
    private sealed partial record Example(string Script, string Language, string? Expected)
    {
        private const string Anything = "…";

        public static IReadOnlyList<Example> ReadAll(string page)
        {
            var blocks = Blocks().Matches(page.ReplaceLineEndings("\n")).Select(block => (Language: block.Groups[1].Value, Text: block.Groups[2].Value)).ToArray();
            return
            [
                .. blocks.Select((block, i) => (block, Next: i + 1 < blocks.Length && blocks[i + 1].Language != "sh" ? blocks[i + 1] : default))
                    .Where(pair => pair.block.Language == "sh")
                    .Select(pair => new Example(pair.block.Text, pair.Next.Language ?? "", pair.Next.Text)),
            ];
        }

        public bool IsPrintedBy(string text) =>
            Expected is null
            || (Language == "json" ? IsLike(JsonNode.Parse(Expected), JsonNode.Parse(text)) : IsLike(Expected.Trim(), text));

        private static bool IsLike(JsonNode? expected, JsonNode? actual) => (expected, actual) switch
        {
            (JsonValue left, JsonArray) when left.ToString() == Anything => true,
            (JsonObject left, JsonObject right) => left.Count == right.Count && left.All(field => IsLike(field.Value, right[field.Key])),
            (JsonArray left, JsonArray right) => left.Count == right.Count && left.Zip(right).All(pair => IsLike(pair.First, pair.Second)),
            (JsonValue left, JsonValue right) => IsLike(left.ToString(), right.ToString()),
            _ => false,
        };

        private static bool IsLike(string expected, string actual) =>
            Regex.IsMatch(actual, "^" + string.Join(".+", expected.Split(Anything).Select(Regex.Escape)) + "$");

        [GeneratedRegex(@"^```(sh|json|text)\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
        private static partial Regex Blocks();
    }
}
