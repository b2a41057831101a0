using System.Text;
using System.Text.Json.Nodes;
using Podcast.Functions.PublisherApi.Imports;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Integration.Functions.PublisherApi;

public sealed class ImportExportTests(DynamoDBLocalFixture dynamoDB) : IAsyncLifetime
{
    private const string Header = "email,plan,shows,expiresAt\n";

    private FunctionSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _system = await FunctionSystem.CreateAsync(await dynamoDB.GetEndpointAsync());
        await _system.CreateShowAsync("news");
        await _system.CreateShowAsync("sport");
    }

    public ValueTask DisposeAsync()
    {
        _system.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Import_Lines_ReportsEachAndExportsThem()
    {
        var (status, report) = await ImportAsync("2026", Header
            + "a@example.com,gold,news sport,2030-01-31T00:00:00Z\r\n"
            + "\"b@example.com\",,news,2030-02-01T00:00:00+01:00\r\n"
            + "nobody,,news,2030-01-31T00:00:00Z\r\n"
            + "c@example.com,,unknown,2030-01-31T00:00:00Z\r\n"
            + "d@example.com,,news\r\n"
            + "e@example.com,,news,soon\r\n");
        Assert.Equal(200, status);
        Assert.Equal([2, 0, 0, 4, 7], Numbers(report));
        Assert.Equal(
            ["created", "created", "failed", "failed", "failed", "failed"],
            report["lines"]!.AsArray().Select(line => (string?)line!["status"]));
        Assert.Equal("#/shows", (string?)report["lines"]![3]!["problem"]!["errors"]![0]!["pointer"]);
        Assert.DoesNotContain("example.com", report.ToJsonString(), StringComparison.Ordinal);

        var export = await ExportAsync("/exports/subscribers?tokens=true");
        Assert.Equal(
            ["id", "subscription", "status", "email", "plan", "shows", "expiresAt", "provider", "createdAt", "updatedAt", "formerId", "feeds", "token"],
            export[0]);
        var first = Assert.Single(export, line => line[3] == "a@example.com");
        Assert.Equal(["active", "a@example.com", "gold", "news sport", "2030-01-31T00:00:00Z"], first.Skip(2).Take(5));
        Assert.Equal("2030-01-31T23:00:00Z", Assert.Single(export, line => line[3] == "b@example.com")[6]);
        var (_, feeds, _) = await _system.CallAsync("GET", $"/subscribers/{first[0]}/feeds");
        Assert.Equal((string?)feeds["token"], first[12]);
        Assert.Equal($"{feeds["feeds"]!["news"]} {feeds["feeds"]!["sport"]}", first[11]);
    }

    [Fact]
    public async Task Import_SentAgain_CreatesNoDuplicates()
    {
        var csv = Header + "a@example.com,,news,2030-01-31T00:00:00Z\nb@example.com,,news,2030-01-31T00:00:00Z\n";
        var (_, first) = await ImportAsync("2026", csv);
        var (_, again) = await ImportAsync("2026", csv + "c@example.com,,news,2030-01-31T00:00:00Z\n");
        Assert.Equal([1, 0, 2, 0, 4], Numbers(again));
        Assert.Equal((string?)first["lines"]![0]!["subscriber"], (string?)again["lines"]![0]!["subscriber"]);

        var (_, other) = await ImportAsync("2026", Header + "z@example.com,,news,2030-01-31T00:00:00Z\n");
        Assert.Equal("/problems#idempotency-key-reused", (string?)other["lines"]![0]!["problem"]!["type"]);
        var (_, otherImport) = await ImportAsync("2027", Header + "z@example.com,,news,2030-01-31T00:00:00Z\n");
        Assert.Equal([1, 0, 0, 0, 2], Numbers(otherImport));
    }

    [Fact]
    public async Task Import_InChunks_CountsOn()
    {
        var (_, report) = await ImportAsync("2026", Header + "a@example.com,,news,2030-01-31T00:00:00Z\n", "?firstLine=501");
        Assert.Equal(501, (int?)report["lines"]![0]!["line"]);
        Assert.Equal(502, (int?)report["nextLine"]);
    }

    [Theory]
    [InlineData("", "/problems#invalid-body")]
    [InlineData(Header, "/problems#invalid-body")]
    [InlineData("email,shows\na,b\n", "/problems#invalid-body")]
    [InlineData("email,shows,expiresAt,phone\na,b,c,d\n", "/problems#invalid-body")]
    [InlineData("a@example.com,news,2030-01-31T00:00:00Z\nb@example.com,news,2030-01-31T00:00:00Z\n", "/problems#invalid-body")]
    [InlineData(Header + "\"a@example.com,news", "/problems#invalid-body")]
    [InlineData(Header + "\"a@example.com\"x,,news,2030-01-31T00:00:00Z", "/problems#invalid-body")]
    public async Task Import_InvalidFile_NamesTheProblem(string csv, string type)
    {
        var (status, problem) = await ImportAsync("2026", csv);
        Assert.Equal(400, status);
        Assert.Equal(type, (string?)problem["type"]);
        Assert.DoesNotContain("a@example.com", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_TooMuchAtOnce_IsRefused()
    {
        var line = "a@example.com,,news,2030-01-31T00:00:00Z\n";
        Assert.Equal(400, (await ImportAsync("2026", Header + string.Concat(Enumerable.Repeat(line, 501)))).Status);
        Assert.Equal(413, (await ImportAsync("2026", Header + new string('a', 1024 * 1024))).Status);
        Assert.Equal(415, (await _system.SendAsync("POST", "/imports/2026/lines", body: Header)).StatusCode);
        Assert.Equal(400, (await ImportAsync("2026", Header + line, "?firstLine=0")).Status);
    }

    [Fact]
    public async Task Export_InPages_HasEverybodyOnceAndOneHeader()
    {
        var csv = new StringBuilder(Header);
        for (var i = 0; i < 60; i++)
        {
            csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"listener{i}@example.com,,news,2030-01-31T00:00:00Z\n");
        }

        Assert.Equal(60, (int?)(await ImportAsync("2026", csv.ToString())).Report["created"]);
        var export = await ExportAsync("/exports/subscribers?limit=7");
        Assert.Equal(61, export.Count);
        Assert.Equal(60, export.Skip(1).Select(line => line[3]).Distinct().Count());
        Assert.Equal(11, export[0].Count);
    }

    [Fact]
    public async Task Export_AddressLikeAFormula_IsTextAndImportsAsItWas()
    {
        const string email = "=HYPERLINK(\"http://evil\",\"x\")@example.com";
        var (status, created, _) = await _system.CallAsync(
            "POST", "/subscribers", new { email, shows = new[] { "news" }, expiresAt = DateTimeOffset.UtcNow.AddYears(1) });
        Assert.Equal(201, status);
        Assert.Equal(email, (string?)created["email"]);
        var exported = (await ExportAsync("/exports/subscribers"))[1][3];
        Assert.Equal("'" + email, exported);

        var quoted = $"\"{exported.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        var response = await _system.SendAsync(
            "POST", "/imports/formulas/lines?firstLine=1", "text/csv", $"email,shows,expiresAt\n{quoted},news,2031-01-01T00:00:00Z\n");
        Assert.Equal(200, response.StatusCode);
        var found = await _system.CallAsync("POST", "/subscribers/search", new { email });
        Assert.All(found.Body["items"]!.AsArray(), item => Assert.Equal(email, (string?)item!["email"]));
        Assert.NotEmpty(found.Body["items"]!.AsArray());
    }

    [Fact]
    public async Task Import_SameAddress_AddsToTheSubscriberWhoIsThere()
    {
        await ImportAsync("2026", Header + "a@example.com,,news,2020-01-31T00:00:00Z\n");
        var (_, report) = await ImportAsync("2027", Header + "A@example.com,gold,sport,never\n");
        Assert.Equal([0, 1, 0, 0, 2], Numbers(report));
        var (_, found, _) = await _system.CallAsync("GET", $"/subscribers/{report["lines"]![0]!["subscriber"]}");
        Assert.Equal("active", (string?)found["status"]);
        Assert.True((bool?)found["neverEnds"]);
        Assert.Equal(2, found["subscriptions"]!.AsArray().Count);
    }

    [Fact]
    public async Task Import_OwnExport_ChangesNothingHereAndMakesTheSameElsewhere()
    {
        await ImportAsync("2026", "email,plan,shows,expiresAt,formerId\na@example.com,gold,news sport,never,old-1\nb@example.com,,news,2020-01-31T00:00:00Z,\n");
        await ImportAsync("2027", Header + "a@example.com,,sport,2031-01-31T00:00:00Z\n");
        await ImportAsync("x", "email\nb@example.com\n", "?mode=revoke");
        var export = await ExportTextAsync("/exports/subscribers?tokens=true");
        var (status, again) = await ImportAsync("2028", export, "?mode=upsert");
        Assert.Equal(200, status);
        Assert.Equal([0, 0, 3, 0, 4], Numbers(again));

        using var elsewhere = await FunctionSystem.CreateAsync(await dynamoDB.GetEndpointAsync());
        await elsewhere.CreateShowAsync("news");
        await elsewhere.CreateShowAsync("sport");
        var response = await elsewhere.SendAsync("POST", "/imports/1/lines", "text/csv", export);
        Assert.Equal(200, response.StatusCode);
        Assert.Equal(0, (int?)JsonNode.Parse(response.Body)!["failed"]);
        Assert.Equal(
            Described(export), Described((await elsewhere.SendAsync("GET", "/exports/subscribers?tokens=true")).Body));
        Assert.Contains("\nold-1 /", "\n" + string.Join('\n', CsvRecords.Read(Encoding.UTF8.GetBytes(export), ',').Select(line => $"{line[10]} {line[11]}")), StringComparison.Ordinal);

        // What one system calls its subscribers says nothing about another's.
        static IEnumerable<string> Described(string csv) => CsvRecords.Read(Encoding.UTF8.GetBytes(csv), ',')
            .Select(line => string.Join('|', line[2], line[3], line[4], line[5], line[6], line[10])).Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Import_Upsert_ChangesCreatesAndMayBeRepeated()
    {
        await ImportAsync("2026", Header + "a@example.com,gold,news,2030-01-31T00:00:00Z\n");
        var csv = "email,plan,shows,expiresAt,formerId\na@example.com,gold,news sport,2031-01-31T00:00:00Z,4711\nb@example.com,,news,never,\n";
        var (_, report) = await ImportAsync("2027", csv, "?mode=upsert");
        Assert.Equal(["changed", "created"], Statuses(report));
        Assert.Equal(1, (int?)report["changed"]);
        Assert.Equal(["exists", "exists"], Statuses((await ImportAsync("2027", csv, "?mode=upsert")).Report));
        var (_, found, _) = await _system.CallAsync("GET", $"/subscribers/{report["lines"]![0]!["subscriber"]}");
        Assert.Equal("4711", (string?)found["formerId"]);
        Assert.Equal("""["news","sport"]""", Assert.Single(found["subscriptions"]!.AsArray())!["shows"]!.ToJsonString());

        // Of two that the publisher made, the plan or the id says which.
        await ImportAsync("2028", Header + "a@example.com,silver,news,2030-01-31T00:00:00Z\n");
        Assert.Equal(["changed"], Statuses((await ImportAsync("1", Header + "a@example.com,silver,sport,2030-01-31T00:00:00Z\n", "?mode=upsert")).Report));
        var (_, unclear) = await ImportAsync("1", Header + "a@example.com,bronze,sport,2030-01-31T00:00:00Z\n", "?mode=upsert");
        Assert.Equal("/problems#several-subscriptions", (string?)unclear["lines"]![0]!["problem"]!["type"]);
    }

    [Fact]
    public async Task Import_Revoke_EndsThePersonOrTheSubscriptionThatIsNamed()
    {
        await ImportAsync("2026", Header + "a@example.com,gold,news,never\nb@example.com,,news,never\n");
        await ImportAsync("2027", Header + "a@example.com,silver,sport,never\n");
        var export = CsvRecords.Read(Encoding.UTF8.GetBytes(await ExportTextAsync("/exports/subscribers")), ',');
        var silver = Assert.Single(export, line => line[4] == "silver");
        Assert.Equal(["revoked"], Statuses((await ImportAsync("1", $"subscription\n{silver[1]}\n", "?mode=revoke")).Report));
        Assert.Equal("active", (string?)(await _system.CallAsync("GET", $"/subscribers/{silver[0]}")).Body["status"]);
        var (_, report) = await ImportAsync("2", "email\na@example.com\nb@example.com\nc@example.com\n", "?mode=revoke");
        Assert.Equal(["revoked", "revoked", "failed"], Statuses(report));
        Assert.Equal(2, (int?)report["revoked"]);
        Assert.Equal("/problems#not-found", (string?)report["lines"]![2]!["problem"]!["type"]);
        Assert.Equal("revoked", (string?)(await _system.CallAsync("GET", $"/subscribers/{silver[0]}")).Body["status"]);
        Assert.Equal(["exists"], Statuses((await ImportAsync("2", "email\nb@example.com\n", "?mode=revoke")).Report));
        Assert.Equal(400, (await ImportAsync("2", "plan\ngold\n", "?mode=revoke")).Status);
        Assert.Equal(400, (await ImportAsync("2", "email\nb@example.com\n", "?mode=delete")).Status);
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    public async Task Import_OtherSeparator_IsRecognised(char separator)
    {
        var csv = (Header + "a@example.com,gold,news sport,2030-01-31T00:00:00Z\n").Replace(',', separator);
        var (_, report) = await ImportAsync("2026", csv);
        Assert.Equal([1, 0, 0, 0, 2], Numbers(report));
    }

    [Theory]
    [InlineData("utf-8", null, "utf-8")]
    [InlineData("windows-1252", "windows-1252", "windows-1252")]
    [InlineData("windows-1252", "ISO-8859-1", "windows-1252")]
    [InlineData("utf-16", null, "utf-16")]
    [InlineData("utf-16BE", null, "utf-16")]
    [InlineData("utf-16LE without a mark", null, "utf-16")]
    public async Task Import_OtherEncoding_IsReadAsItIs(string encoding, string? charset, string told)
    {
        var text = "email,shows,expiresAt,formerId\njürgen@example.com,news,never,Jürgen – 1\n";
        byte[] bytes = encoding switch
        {
            "windows-1252" => CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text),
            "utf-16" => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)],
            "utf-16BE" => [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(text)],
            "utf-8" => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)],
            _ => Encoding.Unicode.GetBytes(text),
        };
        var report = await ImportBytesAsync(bytes, charset is null ? "text/csv" : $"text/csv; charset={charset}");
        Assert.Equal(told, (string?)report["encoding"]);
        var (_, found, _) = await _system.CallAsync("GET", $"/subscribers/{report["lines"]![0]!["subscriber"]}");
        Assert.Equal("jürgen@example.com", (string?)found["email"]);
        Assert.Equal("Jürgen – 1", (string?)found["formerId"]);
    }

    [Fact]
    public async Task Import_EncodingNotSaid_IsRefusedByNameAndCreatesNobody()
    {
        var bytes = Encoding.Latin1.GetBytes(Header + "a@example.com,,news,never\njürgen@example.com,,news,never\n");
        var problem = await ImportBytesAsync(bytes, "text/csv");
        Assert.Equal("/problems#invalid-body", (string?)problem["type"]);
        Assert.Contains("Line 3 of the file is not UTF-8", (string?)problem["detail"], StringComparison.Ordinal);
        Assert.Contains("windows-1252", (string?)problem["detail"], StringComparison.Ordinal);
        Assert.Contains("'koi8-r'", (string?)(await ImportBytesAsync(bytes, "text/csv; charset=koi8-r"))["detail"], StringComparison.Ordinal);
        Assert.Contains("not utf-16", (string?)(await ImportBytesAsync([0xFF, 0xFE, 0, 0xD8, 65, 0], "text/csv"))["detail"], StringComparison.Ordinal);
        Assert.Single((await ExportTextAsync("/exports/subscribers")).Trim().Split('\n'));
    }

    [Theory]
    [InlineData("email,shows,expiresAt,phone\na,b,c,d\n", "Column 4, 'phone', is unknown")]
    [InlineData("email,shows,expiresAt,Email\na,b,c,d\n", "Column 4, 'Email', is there twice")]
    [InlineData("email,shows\na,b\n", "The column 'expiresAt' is missing")]
    [InlineData("Jane Doe,jane@example.com\na,b\n", "Column 1 is unknown")]
    public async Task Import_HeaderWrong_NamesTheColumn(string csv, string detail)
    {
        var (status, problem) = await ImportAsync("2026", csv);
        Assert.Equal(400, status);
        Assert.Contains(detail, (string?)problem["detail"], StringComparison.Ordinal);
        Assert.DoesNotContain("Jane", problem.ToJsonString(), StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Statuses(JsonObject report) => report["lines"]!.AsArray().Select(line => (string?)line!["status"]);

    private async Task<JsonObject> ImportBytesAsync(byte[] csv, string contentType)
    {
        var response = await _system.NewPublisherApi().HandleAsync(
            new()
            {
                RawPath = "/imports/2026/lines",
                Headers = new Dictionary<string, string> { ["content-type"] = contentType },
                Body = Convert.ToBase64String(csv),
                IsBase64Encoded = true,
                RequestContext = new() { Http = new() { Method = "POST", Path = "/imports/2026/lines" } },
            },
            new("request", null, TestContext.Current.CancellationToken));
        return JsonNode.Parse(response.Body)!.AsObject();
    }

    private async Task<string> ExportTextAsync(string path) => (await _system.SendAsync("GET", path)).Body;

    private async Task<(int Status, JsonObject Report)> ImportAsync(string import, string csv, string query = "")
    {
        var response = await _system.SendAsync("POST", $"/imports/{import}/lines{query}", "text/csv", csv);
        return (response.StatusCode, JsonNode.Parse(response.Body)!.AsObject());
    }

    private async Task<IReadOnlyList<IReadOnlyList<string>>> ExportAsync(string path)
    {
        var csv = new StringBuilder();
        for (string? next = path; next is not null;)
        {
            var page = await _system.SendAsync("GET", next);
            Assert.Equal(200, page.StatusCode);
            Assert.Equal("text/csv; charset=utf-8", page.Headers["content-type"]);
            csv.Append(page.Body);
            next = page.Headers.TryGetValue("link", out var link) ? link.Split('<', '>')[1] : null;
        }

        return CsvRecords.Read(Encoding.UTF8.GetBytes(csv.ToString()), ',');
    }

    private static int[] Numbers(JsonObject report) =>
        [(int)report["created"]!, (int)report["added"]!, (int)report["existing"]!, (int)report["failed"]!, (int)report["nextLine"]!];
}
