using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Podcast.Functions.Domain;

namespace Podcast.Tests.Integration.Functions.WebhookSender;

/// <summary>Runs the receivers of docs/events.md with Python, as a reader does, against what the webhook sender signs.</summary>
public sealed partial class DocumentedReceiverTests
{
    private const string Python = "/usr/bin/python3";
    private const string Id = "evt_3q2-7wAAcDiK";
    private const string Body = """{"type":"episode.published","data":{"title":"Jürgen's \"first\""}}""";

    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(0, Body, true)]
    [InlineData(-200, Body, true)]
    [InlineData(-400, Body, false)]
    [InlineData(0, Body + " ", false)]
    public async Task Receiver_OfAMessage_TellsAGenuineOne(int age, string received, bool isGenuine)
    {
        Assert.SkipUnless(File.Exists(Python), "Python is not installed.");
        var time = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + age;
        var signatures = $"v1,{Convert.ToBase64String(new byte[32])} {WebhookSignature.Sign(Key, Id, time, Encoding.UTF8.GetBytes(Body))}";
        var call = $$"""
            body = bytes.fromhex("{{Convert.ToHexString(Encoding.UTF8.GetBytes(received))}}")
            headers = {"webhook-id": "{{Id}}", "webhook-timestamp": "{{time}}", "webhook-signature": "{{signatures}}"}
            print(is_genuine("whsec_{{Convert.ToBase64String(Key)}}", headers, body))
            """;

        using var python = Start($"{Checker().Match(Read()).Groups["code"].Value}\n{call}\n");
        using var bound = new CancellationTokenSource(Bound);

        Assert.Equal(isGenuine ? "True" : "False", (await python.StandardOutput.ReadToEndAsync(bound.Token)).Trim());
    }

    [Fact]
    public async Task ReceiverOnALaptop_OfAMessage_PrintsItAndSaysThatItIsTaken()
    {
        const string serve = "h.HTTPServer((\"127.0.0.1\", 9000), R).serve_forever()";
        Assert.SkipUnless(File.Exists(Python), "Python is not installed.");
        var code = Indentation().Replace(Laptop().Match(Read()).Groups["code"].Value, "");
        Assert.Contains(serve, code, StringComparison.Ordinal);

        // Any free port, and one request.
        using var python = Start(code.Replace(serve, "s = h.HTTPServer((\"127.0.0.1\", 0), R); print(s.server_port, flush=True); s.handle_request()", StringComparison.Ordinal));
        using var bound = new CancellationTokenSource(Bound);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var port = await python.StandardOutput.ReadLineAsync(bound.Token);
        using var response = await http.PostAsync(new Uri($"http://127.0.0.1:{port}/"), new StringContent("an event"), bound.Token);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Contains("b'an event'", await python.StandardOutput.ReadToEndAsync(bound.Token), StringComparison.Ordinal);
    }

    private static Process Start(string code) => Process.Start(new ProcessStartInfo(Python, ["-c", code]) { RedirectStandardOutput = true })!;

    private static string Read()
    {
        using var stream = typeof(DocumentedReceiverTests).Assembly.GetManifestResourceStream("events.md")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("```python\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Checker();

    [GeneratedRegex("python3 -c '(?<code>.*?)'$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Laptop();

    [GeneratedRegex("^    ", RegexOptions.Multiline)]
    private static partial Regex Indentation();
}
