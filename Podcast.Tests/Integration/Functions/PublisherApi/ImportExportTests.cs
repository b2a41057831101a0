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
        Assert.Equal([2, 0, 4, 7], Numbers(report));
        Assert.Equal(
            ["created", "created", "failed", "failed", "failed", "failed"],
            report["lines"]!.AsArray().Select(line => (string?)line!["status"]));
        Assert.Equal("#/shows", (string?)report["lines"]![3]!["problem"]!["errors"]![0]!["pointer"]);
        Assert.DoesNotContain("example.com", report.ToJsonString(), StringComparison.Ordinal);

        var export = await ExportAsync("/exports/subscribers?tokens=true");
        Assert.Equal(["id", "status", "email", "plan", "shows", "expiresAt", "createdAt", "updatedAt", "token"], export[0]);
        var first = Assert.Single(export, line => line[2] == "a@example.com");
        Assert.Equal(["active", "a@example.com", "gold", "news sport", "2030-01-31T00:00:00Z"], first.Skip(1).Take(5));
        Assert.Equal("2030-01-31T23:00:00Z", Assert.Single(export, line => line[2] == "b@example.com")[5]);
        var (_, feeds, _) = await _system.CallAsync("GET", $"/subscribers/{first[0]}/feeds");
        Assert.Equal((string?)feeds["token"], first[8]);
    }

    [Fact]
    public async Task Import_SentAgain_CreatesNoDuplicates()
    {
        var csv = Header + "a@example.com,,news,2030-01-31T00:00:00Z\nb@example.com,,news,2030-01-31T00:00:00Z\n";
        var (_, first) = await ImportAsync("2026", csv);
        var (_, again) = await ImportAsync("2026", csv + "c@example.com,,news,2030-01-31T00:00:00Z\n");
        Assert.Equal([1, 2, 0, 4], Numbers(again));
        Assert.Equal((string?)first["lines"]![0]!["subscriber"], (string?)again["lines"]![0]!["subscriber"]);

        var (_, other) = await ImportAsync("2026", Header + "z@example.com,,news,2030-01-31T00:00:00Z\n");
        Assert.Equal("/problems#idempotency-key-reused", (string?)other["lines"]![0]!["problem"]!["type"]);
        var (_, otherImport) = await ImportAsync("2027", Header + "z@example.com,,news,2030-01-31T00:00:00Z\n");
        Assert.Equal([1, 0, 0, 2], Numbers(otherImport));
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
        Assert.Equal(60, export.Skip(1).Select(line => line[2]).Distinct().Count());
        Assert.Equal(8, export[0].Count);
    }

    [Fact]
    public async Task Export_AddressLikeAFormula_IsTextAndImportsAsItWas()
    {
        const string email = "=HYPERLINK(\"http://evil\",\"x\")@example.com";
        var (status, created, _) = await _system.CallAsync(
            "POST", "/subscribers", new { email, shows = new[] { "news" }, expiresAt = DateTimeOffset.UtcNow.AddYears(1) });
        Assert.Equal(201, status);
        Assert.Equal(email, (string?)created["email"]);
        var exported = (await ExportAsync("/exports/subscribers"))[1][2];
        Assert.Equal("'" + email, exported);

        var quoted = $"\"{exported.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        var response = await _system.SendAsync(
            "POST", "/imports/formulas/lines?firstLine=1", "text/csv", $"email,shows,expiresAt\n{quoted},news,2031-01-01T00:00:00Z\n");
        Assert.Equal(200, response.StatusCode);
        var found = await _system.CallAsync("POST", "/subscribers/search", new { email });
        Assert.All(found.Body["items"]!.AsArray(), item => Assert.Equal(email, (string?)item!["email"]));
        Assert.NotEmpty(found.Body["items"]!.AsArray());
    }

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

        return CsvRecords.Read(Encoding.UTF8.GetBytes(csv.ToString()));
    }

    private static int[] Numbers(JsonObject report) =>
        [(int)report["created"]!, (int)report["existing"]!, (int)report["failed"]!, (int)report["nextLine"]!];
}
