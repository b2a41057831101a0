using System.Text.Json.Nodes;
using Podcast.LocalAws.Host.TemplateChecks;
using Podcast.LocalAws.Template;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Integration.Infra;

/// <summary>What the context value <c>traces</c> adds to the template, and what the check of the template says when a part of it is missing.</summary>
public sealed class TraceSettingsTests
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
    private const string Protocol = "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL";

    private static readonly string[] Actions = ["xray:PutSpans", "xray:PutSpansForIndexing"];

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    [Fact]
    public void Template_WithoutTraces_HasNeitherVariableNorPermission()
    {
        Assert.DoesNotContain("OTEL_", SynthesizedTemplate.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("xray:PutSpans", SynthesizedTemplate.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Template_WithACollector_NamesItToEveryFunctionAndGrantsNothing()
    {
        var template = await SynthesizeAsync("https://collector.example.com:4318");

        Assert.Equal(Functions(SynthesizedTemplate.Root).Count(), Functions(template).Count());
        Assert.All(Functions(template), function => Assert.Equal(
            ("https://collector.example.com:4318/v1/traces", "http/protobuf"), (Variables(function)[Endpoint]!.ToString(), Variables(function)[Protocol]!.ToString())));
        Assert.DoesNotContain("xray:PutSpans", template.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Check(template), finding => finding.Path.Contains("OTEL_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Template_WithXRay_NamesTheRegionsEndpointAndGrantsWhatItNeedsAndNothingElse()
    {
        var template = await SynthesizeAsync("xray");

        Assert.All(Functions(template), function => Assert.Equal("http/protobuf", Variables(function)[Protocol]!.ToString()));
        Assert.All(
            StackLoader.Parse(template.ToJsonString(), new("Podcast", "000000000000", "eu-west-1")).OfType("AWS::Lambda::Function"),
            function => Assert.Equal("https://xray.eu-west-1.amazonaws.com/v1/traces", function.Properties["Environment"]!["Variables"]![Endpoint]!.ToString()));
        var added = Statements(template).Where(statement => statement["Sid"]?.ToString() == "SendSpans").ToList();
        Assert.Equal(Functions(template).Count(), added.Count);
        Assert.All(added, statement =>
        {
            Assert.Equal(Actions, statement["Action"]!.AsArray().Select(action => action!.ToString()));
            Assert.Equal("*", statement["Resource"]!.ToString());
        });
        Assert.Equal(Statements(SynthesizedTemplate.Root).Count() + added.Count, Statements(template).Count());
        Assert.Equal(Check(SynthesizedTemplate.Root), Check(template));
    }

    [Fact]
    public async Task Template_WithXRayAndOneThingWrong_IsToldByTheCheck()
    {
        var good = await SynthesizeAsync("xray");
        foreach (var action in Actions)
        {
            AssertFinding(good, $"Environment.Variables.{Endpoint}", action, template => Statements(template).First(statement => statement["Sid"]?.ToString() == "SendSpans")["Action"] = Actions.Single(other => other != action));
        }

        AssertFinding(good, Protocol, "http/protobuf", template => Variables(Functions(template).First())[Protocol] = "grpc");
        AssertFinding(good, Protocol, "http/protobuf", template => Variables(Functions(template).First()).Remove(Protocol));
        AssertFinding(good, Protocol, "no effect", template => Variables(Functions(template).First()).Remove(Endpoint));
        AssertFinding(good, Endpoint, "no http or https address", template => Variables(Functions(template).First())[Endpoint] = "collector:4317");
        AssertFinding(good, Endpoint, "https://xray.us-east-1.amazonaws.com/v1/traces", template => Variables(Functions(template).First())[Endpoint] = "https://xray.eu-west-1.amazonaws.com/v1/traces");
    }

    private static void AssertFinding(JsonObject good, string path, string message, Action<JsonObject> change)
    {
        var template = good.DeepClone().AsObject();
        change(template);
        var finding = Assert.Single(Check(template), finding => finding.IsError && finding.Path.Contains("OTEL_", StringComparison.Ordinal));
        Assert.EndsWith(path, finding.Path, StringComparison.Ordinal);
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
    }

    private static async Task<JsonObject> SynthesizeAsync(string traces) => JsonNode.Parse(await StackApp.SynthesizeAsync(TestToken, $"traces={traces}"))!.AsObject();

    private static IReadOnlyList<TemplateFinding> Check(JsonObject template) =>
        TemplateRules.Check(StackLoader.Parse(template.ToJsonString(), new("Podcast", "000000000000", "us-east-1")), TimeProvider.System);

    private static IEnumerable<JsonObject> Functions(JsonObject template) => OfType(template, "AWS::Lambda::Function");

    private static JsonObject Variables(JsonObject function) => function["Environment"]!["Variables"]!.AsObject();

    private static IEnumerable<JsonObject> Statements(JsonObject template) => OfType(template, "AWS::IAM::Role")
        .SelectMany(role => role["Policies"]?.AsArray() ?? [])
        .SelectMany(policy => policy!["PolicyDocument"]!["Statement"]!.AsArray())
        .Select(statement => statement!.AsObject());

    private static IEnumerable<JsonObject> OfType(JsonObject template, string type) => template["Resources"]!.AsObject()
        .Where(resource => resource.Value!["Type"]!.ToString() == type).Select(resource => resource.Value!["Properties"]!.AsObject());
}
