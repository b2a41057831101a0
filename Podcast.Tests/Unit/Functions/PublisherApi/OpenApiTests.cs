using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Podcast.Functions.PublisherApi;
using Podcast.Functions.PublisherApi.Episodes;
using Podcast.Functions.PublisherApi.EventEndpoints;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.PublisherApi.Imports;
using Podcast.Functions.PublisherApi.Migrations;
using Podcast.Functions.PublisherApi.Providers;
using Podcast.Functions.PublisherApi.ShowImports;
using Podcast.Functions.PublisherApi.Shows;
using Podcast.Functions.PublisherApi.SigningKeys;
using Podcast.Functions.PublisherApi.Subscribers;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Unit.Functions.PublisherApi;

/// <summary>The document says what the router does, and the page of problems which ones the API has.</summary>
public sealed class OpenApiTests
{
    private static readonly JsonNode Document = JsonNode.Parse(Read("openapi.json"))!;

    // Nothing is called: the routes are there without a table.
    private static readonly PublisherApiRouter Router = new(new(TestServices.Create(
        new TestAwsClients { DynamoDb = new ScriptedTable() },
        new Dictionary<string, string>
        {
            ["SUBSCRIBERS_TABLE"] = "subscribers",
            ["CATALOG_TABLE"] = "catalog",
            ["STATISTICS_TABLE"] = "statistics",
            ["MEDIA_BUCKET"] = "media",
            ["INGEST_BUCKET"] = "ingest",
            ["DISTRIBUTION_ID"] = "distribution",
            ["EVENT_BUS"] = "events",
            ["VIEWER_URL"] = "https://feeds.example.com",
        })));

    private static IEnumerable<(string Path, string Method, JsonNode Operation)> Operations =>
        Document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => (path.Key, operation.Key.ToUpperInvariant(), operation.Value!)));

    private static string[] Types =>
    [
        .. typeof(Problem).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => method.ReturnType == typeof(Problem) && !method.IsSpecialName)
            .Select(method => ((Problem)method.Invoke(null, [.. method.GetParameters().Select(Argument)])!).Type)
            .Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void Paths_OfTheDocument_AreTheRoutes() => Assert.Equal(
        Router.Routes.Select(route => $"{route.Method} {route.Template}").Order(StringComparer.Ordinal),
        Operations.Select(operation => $"{operation.Method} {operation.Path}").Order(StringComparer.Ordinal));

    [Fact]
    public void Document_Version_Is31() => Assert.Equal("3.1.0", (string?)Document["openapi"]);

    [Fact]
    public void Operations_Ids_AreUnique()
    {
        var ids = Operations.Select(operation => (string)operation.Operation["operationId"]!).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void Operations_Parameters_AreThoseOfThePath() => Assert.All(Operations, operation => Assert.Equal(
        Regex.Matches(operation.Path, @"\{(\w+)\}").Select(match => match.Groups[1].Value),
        (operation.Operation["parameters"]?.AsArray() ?? []).Select(parameter => Follow((string)parameter!["$ref"]!))
            .Where(parameter => (string?)parameter["in"] == "path").Select(parameter => (string)parameter["name"]!)));

    [Fact]
    public void References_AllOfThem_LeadSomewhere() => Assert.All(
        Regex.Matches(Document.ToJsonString(), "\"\\$ref\":\"([^\"]+)\"").Select(match => match.Groups[1].Value).Distinct(),
        reference => Assert.NotNull(Follow(reference)));

    [Fact]
    public void Types_OfProblems_AreInTheDocumentAndOnThePage()
    {
        Assert.NotEmpty(Types);
        Assert.Equal(
            Types, Document["components"]!["schemas"]!["Problem"]!["properties"]!["type"]!["enum"]!.AsArray().Select(type => (string)type!).Order(StringComparer.Ordinal));
        Assert.Equal(
            Types, Regex.Matches(Read("problems.md"), "(?m)^## (.+)$").Select(match => Problem.Prefix + match.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Problems_OfOperations_AreKnownTypes()
    {
        var named = Operations
            .SelectMany(operation => operation.Operation["responses"]!.AsObject())
            .Where(response => response.Value!["content"]?["application/problem+json"] is not null)
            .SelectMany(response => Regex.Matches((string)response.Value!["description"]!, "`([a-z-]+)`").Select(match => Problem.Prefix + match.Groups[1].Value))
            .ToHashSet();
        Assert.Subset(Types.ToHashSet(), named);

        // The one is the webhooks', the other is of no operation.
        Assert.Equal(["/problems#invalid-signature", "/problems#method-not-allowed"], Types.Except(named));
    }

    [Theory]
    [InlineData(typeof(CreateSubscriberRequest), "CreateSubscriber")]
    [InlineData(typeof(ChangeSubscriberRequest), "ChangeSubscriber")]
    [InlineData(typeof(CreateShowRequest), "CreateShow")]
    [InlineData(typeof(ShowFields), "ChangeShow")]
    [InlineData(typeof(CreateEpisodeRequest), "CreateEpisode")]
    [InlineData(typeof(ChangeEpisodeRequest), "ChangeEpisode")]
    [InlineData(typeof(EpisodeResponse), "Episode")]
    [InlineData(typeof(RecordedEpisodeResponse), "EpisodeWithRecording")]
    [InlineData(typeof(SearchRequest), "SearchSubscribers")]
    [InlineData(typeof(RenewRequest), "Renew")]
    [InlineData(typeof(ReissueRequest), "Reissue")]
    [InlineData(typeof(RotateSigningKeyRequest), "RotateSigningKey")]
    [InlineData(typeof(ProviderRequest), "SetProvider")]
    [InlineData(typeof(SubscriberResponse), "Subscriber")]
    [InlineData(typeof(SubscriberListResponse), "SubscriberList")]
    [InlineData(typeof(ShowResponse), "Show")]
    [InlineData(typeof(ProviderResponse), "Provider")]
    [InlineData(typeof(ImportShowRequest), "ImportShow")]
    [InlineData(typeof(ShowImportResponse), "ShowImport")]
    [InlineData(typeof(ImportedEpisodeResponse), "ImportedEpisode")]
    [InlineData(typeof(ImportedEpisodeListResponse), "ImportedEpisodeList")]
    [InlineData(typeof(EventEndpointRequest), "SetEventEndpoint")]
    [InlineData(typeof(EventEndpointResponse), "EventEndpoint")]
    [InlineData(typeof(ImportReport), "ImportReport")]
    [InlineData(typeof(MigrationRequest), "Migrate")]
    [InlineData(typeof(MigrationReport), "MigrationReport")]
    [InlineData(typeof(SubscriptionResponse), "Subscription")]
    [InlineData(typeof(Problem), "Problem")]
    public void Schema_OfABody_HasItsFields(Type type, string schema) => Assert.Equal(
        PublisherApiJsonContext.Default.GetTypeInfo(type)!.Properties.Select(property => property.Name).Order(StringComparer.Ordinal),
        Document["components"]!["schemas"]![schema]!["properties"]!.AsObject().Select(property => property.Key).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Documents_Served_AreTheseTwo()
    {
        var response = await Router.RouteAsync(new("GET", "/openapi.json", null, null, default), TestContext.Current.CancellationToken);
        Assert.Equal(Read("openapi.json"), Assert.IsType<ApiText>(response.Body).Text);
        response = await Router.RouteAsync(new("GET", "/problems", null, null, default), TestContext.Current.CancellationToken);
        Assert.Contains("## not-found", Assert.IsType<ApiText>(response.Body).Text, StringComparison.Ordinal);
    }

    private static JsonNode Follow(string reference) =>
        reference.TrimStart('#', '/').Split('/').Aggregate(Document, (node, name) => node[name]!);

    private static object? Argument(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(string) ? "x"
        : parameter.ParameterType == typeof(int) ? 1
        : parameter.ParameterType == typeof(IReadOnlyList<FieldError>) ? Array.Empty<FieldError>()
        : null;

    private static string Read(string name)
    {
        using var stream = typeof(Problem).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
