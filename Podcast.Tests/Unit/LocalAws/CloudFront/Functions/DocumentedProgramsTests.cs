using System.Text;
using System.Text.Json.Nodes;
using Podcast.LocalAws.CloudFront.Functions;
using Podcast.LocalAws.CloudFront.Functions.Events;
using Podcast.LocalAws.CloudFront.Functions.Program;
using Podcast.LocalAws.CloudFront.KeyValueStore;

namespace Podcast.Tests.Unit.LocalAws.CloudFront.Functions;

/// <summary>
/// Runs the programs of <c>programs.json</c>: what the runtime documents, each with its source. A finding is a line more. <c>event</c> and
/// <c>keyValueStore</c> may be left out; <c>expected</c> is one or more of the members that <see cref="Check"/> names.
/// </summary>
public sealed class DocumentedProgramsTests
{
    private static readonly Dictionary<string, JsonObject> Programs = ReadPrograms();

    public static TheoryData<string> Names => [.. Programs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_DocumentedProgram_BehavesAsDocumented(string name)
    {
        var program = Programs[name];
        var (result, source) = Run(program);
        foreach (var (member, expected) in program["expected"]!.AsObject())
        {
            Check(member, expected, result, source);
        }
    }

    private static void Check(string member, JsonNode? expected, FunctionResult? result, FunctionEvent source)
    {
        switch (member)
        {
            // The function does not load, or the viewer gets 502 or 503.
            case "refused":
                Assert.True(result is null or FailureResult, result?.ToString());
                break;
            case "fails":
                Assert.Equal(expected!.GetValue<string>(), result switch
                {
                    null or FailureResult { Kind: FunctionFailure.Execution } => "503",
                    FailureResult => "502",
                    _ => result.ToString(),
                });
                break;
            case "runs":
                Assert.False(result is null or FailureResult, result?.ToString() ?? "does not load");
                break;
            case "body":
                var body = result!.GetResponse().Body;
                Assert.Equal(expected?.GetValue<string>(), body is null ? null : Encoding.UTF8.GetString(body));
                break;
            case "status":
                Assert.Equal(expected!.GetValue<int>(), result!.GetResponse().StatusCode);
                break;
            case "logs":
                Assert.Equal(expected!.AsArray().Select(line => line!.GetValue<string>()), result!.Logs);
                break;
            case "rawQuery":
                Assert.Equal(expected?.GetValue<string>(), result!.Passed().RawQuery);
                break;
            case "requestHeader":
                result!.Passed().Headers.TryGet(expected![0]!.GetValue<string>(), out var values);
                Assert.Equal(expected[1]!.AsArray().Select(value => value!.GetValue<string>()), values?.Select(value => value.Value));
                break;
            case "cookieHeader":
                Assert.Equal(expected!.GetValue<string>(), CookieFields.FormatRequest(result!.Passed().Cookies));
                break;
            case "setCookie":
                Assert.Equal(expected!.AsArray().Select(line => line!.GetValue<string>()), CookieFields.FormatResponse(result!.GetResponse().Cookies));
                break;
            case "origin":
                var origin = Assert.IsType<RequestResult>(result).Origin;
                Assert.NotNull(origin);
                foreach (var (property, value) in expected!.AsObject())
                {
                    Assert.Equal(value?.ToString(), typeof(OriginChange).GetProperty(property)!.GetValue(origin)?.ToString());
                }

                break;
            default:
                Assert.Fail($"{member} is not a member of expected; the event was {source}");
                break;
        }
    }

    private static (FunctionResult? Result, FunctionEvent Source) Run(JsonObject program)
    {
        var source = ReadEvent(program["event"]?.AsObject());
        FunctionProgram loaded;
        try
        {
            loaded = FunctionProgram.Load("program", program["program"]!.GetValue<string>());
        }
        catch (FunctionLoadException)
        {
            return (null, source);
        }

        var run = new FunctionRun(source.Type, FunctionHarness.Start, ReadStore(program["keyValueStore"]?.AsObject()), new HashSet<string> { "o1", "o2" });
        return (FunctionRunner.Run(loaded, source, run), source);
    }

    private static KeyValueStoreState? ReadStore(JsonObject? pairs)
    {
        if (pairs is null)
        {
            return null;
        }

        const string id = "f2c3d1a0-1111-2222-3333-444455556666";
        var store = new KeyValueStoreState(id, "arn:aws:cloudfront::000000000000:key-value-store/" + id, TimeSpan.Zero, TimeProvider.System);
        store.Update(store.Current.ETag, [.. pairs.Select(pair => new KeyValueEntry(pair.Key, pair.Value!.GetValue<string>()))], []);
        return store;
    }

    private static FunctionEvent ReadEvent(JsonObject? source)
    {
        var request = source?["request"];
        var response = source?["response"];
        var query = ReadFields(request?["querystring"]);
        var rawQuery = source?["rawQuery"]?.GetValue<string>() ?? (query.Count == 0 ? null : QueryFields.Format(query));
        return new()
        {
            Type = response is null ? FunctionEventType.ViewerRequest : FunctionEventType.ViewerResponse,
            DistributionDomainName = "d111111abcdef8.cloudfront.net",
            DistributionId = "E1EXAMPLE",
            RequestId = "request-1",
            ViewerIp = source?["viewer"]?["ip"]?.GetValue<string>() ?? "1.2.3.4",
            Request = new(
                request?["method"]?.GetValue<string>() ?? "GET",
                request?["uri"]?.GetValue<string>() ?? "/a.html",
                rawQuery,
                request is null ? new FieldMap { { "host", "www.example.com" } } : ReadFields(request["headers"]),
                ReadFields(request?["cookies"])),
            Response = response is null ? null : new(
                response["statusCode"]!.GetValue<int>(),
                response["statusDescription"]?.GetValue<string>(),
                ReadFields(response["headers"]),
                ReadFields(response["cookies"]),
                null),
        };
    }

    private static FieldMap ReadFields(JsonNode? source)
    {
        var fields = new FieldMap();
        foreach (var (name, field) in source?.AsObject() ?? [])
        {
            foreach (var value in field!["multiValue"]?.AsArray() ?? [field.DeepClone()])
            {
                fields.Add(name, new FieldValue(value!["value"]!.GetValue<string>(), value["attributes"]?.GetValue<string>()));
            }
        }

        return fields;
    }

    private static Dictionary<string, JsonObject> ReadPrograms()
    {
        using var stream = typeof(DocumentedProgramsTests).Assembly.GetManifestResourceStream("edge-programs.json")!;
        return JsonNode.Parse(stream)!.AsArray().ToDictionary(program => program!["name"]!.GetValue<string>(), program => program!.AsObject());
    }
}
