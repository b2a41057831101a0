using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Signing;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Podcast.Client;
using Podcast.Functions.Webhooks;
using Podcast.Tests.Integration.Functions.Webhooks;

namespace Podcast.Tests.EndToEnd;

/// <summary>
/// Publishers, listeners, payment providers and strangers do what they do, with addresses, tokens and keys that are recognised again; afterwards everything that the
/// running system tells of itself is read, and none of them is in it.
/// </summary>
[Collection(AppHostCollection.Name)]
public sealed partial class TelemetrySecretsTests(AppHostFixture app) : IDisposable
{
    private const string Email = "recognisable.listener@example.com";
    private const string CommandEmail = "recognisable.command@example.com";
    private const string ImportedEmail = "recognisable.imported@example.com";
    private const string WebhookEmail = "recognisable.webhook@example.com";
    private const string InvalidEmail = "recognisable-and-no-address";
    private const string WebhookSecret = "whsec_cmVjb2duaXNhYmxlLXByb3ZpZGVyLXNlY3JldA==";
    private const string EventSecret = "whsec_cmVjb2duaXNhYmxlLWV2ZW50LWVuZHBvaW50LXNlY3JldA==";
    private const string HookPath = "recognisable-hook-path";
    private const string HookQuery = "recognisable-hook-query";
    private const string FeedPath = "recognisable-feed-path";
    private const string FeedQuery = "recognisable-feed-query";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, string> _secrets = new(StringComparer.Ordinal)
    {
        ["a listener's address"] = Email,
        ["a listener's address, encoded"] = Uri.EscapeDataString(Email),
        ["the address of a command"] = CommandEmail,
        ["the address of an import"] = ImportedEmail,
        ["the address of a payment provider"] = WebhookEmail,
        ["an address that is none"] = InvalidEmail,
        ["a payment provider's secret"] = WebhookSecret,
        ["an event endpoint's secret"] = EventSecret,
        ["an event endpoint's path"] = HookPath,
        ["an event endpoint's query"] = HookQuery,
        ["an imported feed's path"] = FeedPath,
        ["an imported feed's query"] = FeedQuery,
    };

    private readonly HttpClient _player = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly CancellationTokenSource _deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    private CancellationToken Deadline => _deadline.Token;

    public void Dispose()
    {
        _player.Dispose();
        _deadline.Dispose();
    }

    [Fact]
    public async Task EverythingThatIsTold_AfterEverythingThatIsDone_HoldsNoTokenAddressOrKey()
    {
        _deadline.CancelAfter(TimeSpan.FromMinutes(4));
        await KnowTheProcessesKeysAsync();
        using (var publisher = app.CreatePublisher())
        {
            var subscriber = await ManageSubscribersAsync(publisher);
            await ListenAsync(publisher, subscriber);
            await PublishAsync(publisher);
            await SellAsync(publisher);
            await TellAndImportAsync(publisher);
            await CallWronglyAsync();
            await ExportedAsync(publisher);
        }

        var told = await ReadEverythingAsync();

        Assert.True(told.Sum(part => part.Text.Length) > 100_000, "There is hardly anything that could hold a secret.");
        foreach (var place in new[] { "dashboard spans", "dashboard logs", "console of aws", "console of publisher-api", "log group", "resource aws", "control API" })
        {
            Assert.Contains(told, part => part.Place.StartsWith(place, StringComparison.Ordinal) && part.Text.Length > 2);
        }

        Assert.All(_secrets, secret => Assert.True(secret.Value.Length >= 8, $"{secret.Key} is too short to be recognised."));
        var leaks = told.SelectMany(part => _secrets.Where(secret => part.Text.Contains(secret.Value, StringComparison.OrdinalIgnoreCase)).Select(secret =>
            $"{secret.Key} in {part.Place}: …{Around(part.Text, secret.Value)}…")).Distinct().ToList();
        Assert.True(leaks.Count == 0, string.Join('\n', leaks.Take(40)));
    }

    // What the account and each function's process signs with.
    private async Task KnowTheProcessesKeysAsync()
    {
        _secrets["the account's key"] = Text("secretAccessKey");
        var stack = await _player.GetFromJsonAsync<JsonNode>(Aws("_localaws/stack"), Deadline);
        Assert.NotNull(stack);
        foreach (var handler in new[] { "PublisherApi", "Feeds", "StreamProcessor", "Entitlements", "Webhooks" })
        {
            var environment = (await _player.GetFromJsonAsync<JsonNode>(Aws($"_localaws/functions/{handler}/environment"), Deadline))!["environment"]!;
            _secrets[$"the key of {handler}"] = environment["AWS_SECRET_ACCESS_KEY"]!.ToString();
            _secrets[$"the session token of {handler}"] = environment["AWS_SESSION_TOKEN"]!.ToString();
        }
    }

    private async Task<JsonNode> ManageSubscribersAsync(PublisherClient publisher)
    {
        var body = new JsonObject { ["email"] = Email, ["shows"] = new JsonArray("demo"), ["expiresAt"] = DateTimeOffset.UtcNow.AddDays(30).ToString("O", CultureInfo.InvariantCulture) };
        var subscriber = (await publisher.PostAsync("subscribers", body, Deadline, "recognisable-idempotency")).Json;
        KnowToken("a listener's token", subscriber);
        var id = subscriber["id"]!.ToString();
        await publisher.FindSubscribersAsync(Email, Deadline);
        await publisher.GetAsync($"subscribers/{id}", Deadline);
        await publisher.GetAsync($"subscribers/{id}/feeds", Deadline);
        var rotated = (await publisher.PostAsync($"subscribers/{id}/rotate", [], Deadline)).Json;
        KnowToken("a listener's new token", rotated);
        await publisher.PostCsvAsync(
            "imports/recognisable/lines", Encoding.UTF8.GetBytes($"email,shows,expiresAt\r\n{ImportedEmail},demo,2032-01-01T00:00:00Z\r\n{InvalidEmail},demo,2032-01-01T00:00:00Z\r\n"), Deadline);
        await publisher.GetCsvAsync("exports/subscribers?tokens=true", Deadline);
        foreach (var (path, wrong) in new (string, JsonObject)[]
        {
            ("subscribers", new() { ["email"] = InvalidEmail, ["shows"] = new JsonArray("demo") }),
            ("subscribers", new() { ["email"] = Email, ["shows"] = new JsonArray("no-such-show"), ["expiresAt"] = "2032-01-01T00:00:00Z" }),
            ($"subscribers/{id}/renew", new() { ["expiresAt"] = Email }),
        })
        {
            await Assert.ThrowsAsync<PublisherApiException>(() => publisher.PostAsync(path, wrong, Deadline));
        }

        foreach (var (command, arguments) in new (string, (string, string)[])[]
        {
            ("add-subscriber", [("email", CommandEmail), ("shows", "demo"), ("until", "2032-01-01")]),
            ("add-subscriber", [("email", InvalidEmail), ("shows", "demo"), ("until", "2032-01-01")]),
            ("revoke-subscriber", [("subscriber", CommandEmail)]),
        })
        {
            await app.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync(
                "publisher-api",
                command,
                new InteractionInputCollection([.. arguments.Select(argument => new InteractionInput { Name = argument.Item1, InputType = InputType.Text, Value = argument.Item2 })]),
                Deadline);
        }

        return rotated;
    }

    private async Task ListenAsync(PublisherClient publisher, JsonNode subscriber)
    {
        var feed = publisher.FeedsOf(subscriber)["demo"];
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Deadline);
        deadline.CancelAfter(Patience);
        XDocument rss;
        while ((rss = XDocument.Parse(await GetTextAsync(feed))).Descendants("enclosure").FirstOrDefault() is null)
        {
            deadline.Token.ThrowIfCancellationRequested();
        }

        var audio = new Uri(rss.Descendants("enclosure").First().Attribute("url")!.Value);
        var token = feed.Segments[1].TrimEnd('/');
        foreach (var path in new[] { $"/{token}/", $"/{token}/shows/demo", $"/{token}/feeds/no-such-show.xml", $"/{token}/nothing", $"/{token[..^4]}AAAA/feeds/demo.xml", $"{feed.AbsolutePath}?token={token}&email={Uri.EscapeDataString(Email)}" })
        {
            await GetTextAsync(new(feed, path));
        }

        using (var head = await _player.SendAsync(new(HttpMethod.Head, audio), Deadline))
        {
            Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        }

        using var range = new HttpRequestMessage(HttpMethod.Get, audio) { Headers = { Range = new(0, 99) } };
        using (await _player.SendAsync(range, Deadline))
        {
        }

        // While the store is down, whoever asks is sent on with a signature in the address.
        var fault = Aws("_localaws/faults/recognisable-outage");
        using (await _player.PutAsJsonAsync(fault, new { service = "cf.kvs", kind = "outage" }, Deadline))
        {
            try
            {
                await GetTextAsync(feed);
                using var redirect = await _player.GetAsync(audio, Deadline);
                KnowSignature("a redirect's signature", redirect.Headers.Location!);
                await GetTextAsync(redirect.Headers.Location!);
                await GetTextAsync(new($"{redirect.Headers.Location}0"));
            }
            finally
            {
                using var removed = await _player.DeleteAsync(fault, CancellationToken.None);
            }
        }
    }

    private async Task PublishAsync(PublisherClient publisher)
    {
        var created = (await publisher.PostAsync(
            "shows/demo/episodes",
            new() { ["id"] = "recognisable", ["title"] = "Recognisable", ["description"] = "About.", ["durationSeconds"] = 1, ["contentType"] = "audio/mpeg", ["contentLength"] = 4 },
            Deadline)).Json;
        var upload = new Uri(created["upload"]!["url"]!.ToString());
        KnowSignature("an upload's signature", upload);
        using (var content = new ByteArrayContent([1, 2, 3, 4]))
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, upload) { Content = content };
            using var response = await _player.SendAsync(request, Deadline);
        }

        // One digit more is another signature, and refused with what was expected.
        using var wrong = await _player.PutAsync(new Uri($"{upload}0"), new ByteArrayContent([1]), Deadline);
        Assert.False(wrong.IsSuccessStatusCode);
        await publisher.DeleteAsync("shows/demo/episodes/recognisable", "*", Deadline);
    }

    private async Task SellAsync(PublisherClient publisher)
    {
        await publisher.PutAsync("providers/stripe", JsonBytes(new()
        {
            ["secrets"] = new JsonArray(WebhookSecret),
            ["plans"] = new JsonArray(new JsonObject { ["price"] = "price_gold", ["plan"] = "gold", ["shows"] = new JsonArray("demo") }),
        }), "application/json", Deadline);
        var now = DateTimeOffset.UtcNow;
        var body = StripeEvents.Subscription("created", "evt_recognisable", now, now.AddDays(30), email: WebhookEmail);
        foreach (var secret in new[] { WebhookSecret, "whsec_another" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(Text("webhooks")), "webhooks/stripe")) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            var signature = StripeSignature.Sign(secret, Encoding.UTF8.GetBytes(body), now);
            _secrets[$"a webhook's signature by {secret}"] = signature.Split("v1=")[1];
            request.Headers.Add("Stripe-Signature", signature);
            using var response = await _player.SendAsync(request, Deadline);
            Assert.Equal(secret == WebhookSecret, response.IsSuccessStatusCode);
        }

        await publisher.DeleteAsync("providers/stripe", "*", Deadline);
    }

    // To hosts that there are not: their names may be told, what comes after them may not.
    private async Task TellAndImportAsync(PublisherClient publisher)
    {
        await publisher.PutAsync(
            "event-endpoint", JsonBytes(new() { ["url"] = $"https://hooks.invalid/{HookPath}?key={HookQuery}", ["secrets"] = new JsonArray(EventSecret) }), "application/json", Deadline);
        await publisher.PostAsync("imports/shows", new() { ["show"] = "moved-in", ["url"] = $"https://feeds.invalid/{FeedPath}.xml?auth={FeedQuery}" }, Deadline);
        await publisher.PostAsync("subscribers", new() { ["email"] = "told@example.com", ["shows"] = new JsonArray("demo"), ["expiresAt"] = "2032-01-01T00:00:00Z" }, Deadline);
        foreach (var (name, line) in new[] { ("WebhookSender", "was not taken"), ("ShowImporter", "was not read") })
        {
            await WaitForAsync($"a failure of {name}", async () => (await LogGroupsAsync()).Any(group => group.Place.Contains(name, StringComparison.Ordinal) && group.Text.Contains(line, StringComparison.Ordinal)));
        }

        await publisher.DeleteAsync("event-endpoint", "*", Deadline);
    }

    // Requests that AWS refuses, each with something that is not to be told.
    private async Task CallWronglyAsync()
    {
        var stranger = new BasicAWSCredentials(Text("accessKeyId"), "recognisable-wrong-secret");
        _secrets["a stranger's key"] = "recognisable-wrong-secret";
        foreach (var (service, target, body) in new[]
        {
            ("dynamodb", "DynamoDB_20120810.GetItem", $$$$"""{"TableName":"nothing","Key":{"pk":{"S":"{{{{Email}}}}"}}}"""),
            ("sqs", "AmazonSQS.SendMessage", $$"""{"QueueUrl":"nothing","MessageBody":"{{Email}}"}"""),
            ("logs", "Logs_20140328.FilterLogEvents", $$"""{"logGroupName":"nothing","filterPattern":"{{Email}}"}"""),
        })
        {
            foreach (var credentials in new AWSCredentials[] { stranger, Administrator })
            {
                using var client = Sign(credentials, service);
                using var request = new HttpRequestMessage(HttpMethod.Post, Aws("")) { Content = Json(body, service) };
                request.Headers.Add("x-amz-target", target);
                using var response = await client.SendAsync(request, Deadline);
                Assert.False(response.IsSuccessStatusCode);
            }
        }
    }

    // The last request of all: when its trace has arrived, so have those before it.
    private async Task ExportedAsync(PublisherClient publisher)
    {
        using var telemetry = app.CreateTelemetry();
        using var activity = new System.Diagnostics.Activity("the last request").SetIdFormat(System.Diagnostics.ActivityIdFormat.W3C).Start();
        activity.ActivityTraceFlags = System.Diagnostics.ActivityTraceFlags.Recorded;
        await publisher.GetAsync("shows", Deadline);
        activity.Stop();
        await telemetry.WaitForTraceAsync(
            activity.TraceId.ToHexString(), found => found.Any(span => span is { Service: "publisher-api", Scope: "Podcast.Functions" }) && found.Any(span => span.Service == "aws"), Deadline);
        await telemetry.WaitForSpansAsync(
            found => new[] { "feeds", "entitlements", "webhooks", "stream-processor", "webhook-sender", "show-importer" }.All(service => found.Any(span => span.Service == service)), Deadline);
    }

    private async Task<List<(string Place, string Text)>> ReadEverythingAsync()
    {
        var told = new List<(string Place, string Text)>();
        using (var telemetry = app.CreateTelemetry())
        {
            foreach (var kind in new[] { "spans", "logs", "traces" })
            {
                told.Add(($"dashboard {kind}", await telemetry.ReadAsync($"api/telemetry/{kind}?limit=100000", Deadline)));
            }

            told.Add(("dashboard resources", await telemetry.ReadAsync("api/telemetry/resources", Deadline)));
        }

        told.AddRange(await LogGroupsAsync());
        told.Add(("CloudWatch metrics", await CallAsync("monitoring", "GraniteServiceVersion20100801.ListMetrics", [])));
        foreach (var path in new[] { "health", "stack", "alarms", "schedules", "faults", "cost?subscribers=4" })
        {
            told.Add(($"control API {path}", await GetTextAsync(Aws($"_localaws/{path}"))));
        }

        var logs = app.Services.GetRequiredService<ResourceLoggerService>();
        var notifications = app.Services.GetRequiredService<ResourceNotificationService>();
        foreach (var resource in app.Services.GetRequiredService<DistributedApplicationModel>().Resources)
        {
            var console = new StringBuilder();
            await foreach (var batch in logs.GetAllAsync(resource).WithCancellation(Deadline))
            {
                foreach (var line in batch)
                {
                    console.AppendLine(line.Content);
                }
            }

            told.Add(($"console of {resource.Name}", console.ToString()));
            if (notifications.TryGetCurrentState(resource.Name, out var state))
            {
                told.Add(($"resource {resource.Name}", Describe(state.Snapshot)));
            }
        }

        return told;
    }

    // The dashboard masks the values of environment variables and what is marked as sensitive until somebody asks for one: a process cannot do without its keys.
    private static string Describe(CustomResourceSnapshot snapshot)
    {
        string[] fields =
        [
            .. snapshot.Properties.Where(property => !property.IsSensitive).Select(property => $"{property.Name}={TextOf(property.Value)}"),
            .. snapshot.Urls.Select(url => $"{url.Name} {url.Url} {url.DisplayProperties.DisplayName}"),
            .. snapshot.HealthReports.Select(report => $"{report.Name} {report.Status} {report.Description} {report.ExceptionText}"),
            .. snapshot.Commands.Select(command => $"{command.Name} {command.DisplayName}"),
            $"{snapshot.State?.Text}",
        ];
        return string.Join('\n', fields);
    }

    private static string TextOf(object? value) => value is IEnumerable<string> many ? string.Join(' ', many) : $"{value}";

    private async Task<List<(string Place, string Text)>> LogGroupsAsync()
    {
        var found = new List<(string, string)>();
        var groups = JsonNode.Parse(await CallAsync("logs", "Logs_20140328.DescribeLogGroups", []))!["logGroups"]!.AsArray().Select(group => group!["logGroupName"]!.ToString()).ToList();
        foreach (var group in groups)
        {
            for (string? next = null; ;)
            {
                var page = await CallAsync("logs", "Logs_20140328.FilterLogEvents", next is null ? new() { ["logGroupName"] = group } : new() { ["logGroupName"] = group, ["nextToken"] = next });
                found.Add(($"log group {group}", page));
                if ((next = JsonNode.Parse(page)!["nextToken"]?.ToString()) is null)
                {
                    break;
                }
            }
        }

        return found;
    }

    private async Task<string> CallAsync(string service, string target, JsonObject body)
    {
        using var client = Sign(Administrator, service);
        using var request = new HttpRequestMessage(HttpMethod.Post, Aws("")) { Content = Json(body.ToJsonString(), service) };
        request.Headers.Add("x-amz-target", target);
        using var response = await client.SendAsync(request, Deadline);
        var text = await response.Content.ReadAsStringAsync(Deadline);
        return response.IsSuccessStatusCode ? text : throw new HttpRequestException($"{target}: {text}");
    }

    private async Task WaitForAsync(string what, Func<Task<bool>> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Deadline);
        deadline.CancelAfter(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        try
        {
            while (!await condition())
            {
                await timer.WaitForNextTickAsync(deadline.Token);
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Nothing told of {what}.");
        }
    }

    private async Task<string> GetTextAsync(Uri address)
    {
        using var response = await _player.GetAsync(address, Deadline);
        return await response.Content.ReadAsStringAsync(Deadline);
    }

    private void KnowToken(string name, JsonNode subscriber) => _secrets[name] = subscriber["token"]?.ToString() ?? subscriber["feeds"]!["demo"]!.ToString().Split('/')[1];

    private void KnowSignature(string name, Uri signed) => _secrets[name] = SignatureInQuery().Match(signed.Query).Groups[1].Value;

    private static HttpClient Sign(AWSCredentials credentials, string service) =>
        new(new SigV4SigningHandler(credentials, RegionEndpoint.USEast1, service, new SocketsHttpHandler { UseProxy = false }));

    private BasicAWSCredentials Administrator => new(Text("accessKeyId"), Text("secretAccessKey"));

    private string Text(string name) => app.Endpoints[name]!.GetValue<string>();

    private Uri Aws(string path) => new($"{Text("aws").TrimEnd('/')}/{path}");

    private static StringContent Json(string body, string service) => new(body, Encoding.UTF8, new MediaTypeHeaderValue($"application/x-amz-json-{(service == "logs" ? "1.1" : "1.0")}"));

    private static byte[] JsonBytes(JsonObject body) => Encoding.UTF8.GetBytes(body.ToJsonString());

    private static string Around(string text, string secret)
    {
        var at = text.IndexOf(secret, StringComparison.OrdinalIgnoreCase);
        return text[Math.Max(0, at - 200)..Math.Min(text.Length, at + secret.Length + 60)].ReplaceLineEndings(" ");
    }

    [GeneratedRegex("X-Amz-Signature=([0-9a-f]+)", RegexOptions.CultureInvariant)]
    private static partial Regex SignatureInQuery();
}
