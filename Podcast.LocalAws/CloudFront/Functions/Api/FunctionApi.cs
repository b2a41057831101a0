using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Podcast.LocalAws.CloudFront.Api;
using Podcast.LocalAws.CloudFront.KeyValueStore;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Protocols.RestXml;
using static Podcast.LocalAws.CloudFront.Api.CloudFrontErrors;
using static Podcast.LocalAws.CloudFront.Api.CloudFrontXml;

namespace Podcast.LocalAws.CloudFront.Functions.Api;

/// <summary>
/// The operations on functions: two stages, an ETag for each, publication. See
/// https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateFunction.html.
/// </summary>
internal sealed partial class FunctionApi(FunctionStore functions, EdgeFunctionRegistry edge, KeyValueStoreRegistry stores, TimeProvider time)
{
    private const int MaxCodeBytes = Program.FunctionProgram.MaxCodeBytes;

    /// <summary>The ARN of the function that a request names in its path or in its body.</summary>
    public string ArnOf(RestXmlRequest request) => functions.ArnOf(request.Labels.GetValueOrDefault("Name") ?? ReadName(request));

    public RestXmlResponse Create(RestXmlRequest request)
    {
        var body = request.RequireInput();
        var name = ReadName(request);
        var function = new StoredFunction(name, functions.ArnOf(name), ReadStage(body), null);
        if (functions.Find(name) is not null)
        {
            throw new AwsException("FunctionAlreadyExists", "A function with the same name already exists in this AWS account.", StatusCodes.Status409Conflict);
        }

        if (functions.All.Count >= FunctionStore.MaxFunctions || !functions.TryAdd(function))
        {
            throw new AwsException("TooManyFunctions", "You have reached the maximum number of CloudFront functions for this AWS account.", StatusCodes.Status400BadRequest);
        }

        var http = request.Context.Request;
        return Describe(function, isLive: false) with
        {
            StatusCode = StatusCodes.Status201Created,
            Location = $"{http.Scheme}://{http.Host}/2020-05-31/function/{name}",
        };
    }

    public RestXmlResponse Update(RestXmlRequest request)
    {
        var function = Find(request);
        RequireIfMatch(request.Context, function.Development.ETag);
        function.Development = ReadStage(request.RequireInput());
        // The model misspells the header's name, and clients follow the model.
        request.Context.Response.Headers["ETtag"] = function.Development.ETag;
        return Describe(function, isLive: false);
    }

    public RestXmlResponse Describe(RestXmlRequest request) => Describe(Find(request), IsLive(request.Query["Stage"]));

    public RestXmlResponse Get(RestXmlRequest request)
    {
        var stage = StageOf(Find(request), IsLive(request.Query["Stage"]));
        return new(null) { Content = stage.Code, ETag = stage.ETag };
    }

    public RestXmlResponse List(RestXmlRequest request)
    {
        var isLive = IsLive(request.Query["Stage"]);
        var page = ListPage.Read(request.Query);
        var (items, next) = page.Take(functions.All.Where(function => !isLive || function.Live is not null), function => function.Name);
        return Element(
            "FunctionList",
            next is null ? null : Element("NextMarker", next),
            Element("MaxItems", page.MaxItems),
            Element("Quantity", items.Count),
            Element("Items", items.Select(function => Summary(function, StageOf(function, isLive), isLive))));
    }

    public RestXmlResponse Publish(RestXmlRequest request)
    {
        var function = Find(request);
        RequireIfMatch(request.Context, function.Development.ETag);
        var stage = function.Development with { ETag = ETags.New(), Modified = time.GetUtcNow() };
        function.Live = stage;
        edge.Publish(function.Arn, function.Name, Encoding.UTF8.GetString(stage.Code), stage.StoreArns.Select(stores.Find).FirstOrDefault());
        return Describe(function, isLive: true);
    }

    public RestXmlResponse Delete(RestXmlRequest request)
    {
        var function = Find(request);
        RequireIfMatch(request.Context, function.Development.ETag);
        if (functions.IsInUse(function))
        {
            throw new AwsException("FunctionInUse", "Cannot delete the function because it's attached to one or more cache behaviors.", StatusCodes.Status409Conflict);
        }

        functions.Remove(function);
        return RestXmlResponse.NoContent;
    }

    public RestXmlResponse Test(RestXmlRequest request)
    {
        var function = Find(request);
        var body = request.RequireInput();
        var isLive = IsLive(Text(body, "Stage"));
        var stage = StageOf(function, isLive);
        RequireIfMatch(request.Context, stage.ETag);
        var source = TestEventReader.Read(ReadBase64(body, "EventObject"));
        var test = FunctionTest.Run(
            function.Name, Encoding.UTF8.GetString(stage.Code), source, stage.StoreArns.Select(stores.Find).FirstOrDefault(), time.GetUtcNow());
        return Element(
            "TestResult",
            Summary(function, stage, isLive),
            Element("ComputeUtilization", test.ComputeUtilization),
            Element("FunctionExecutionLogs", test.Logs.Select(line => Element("member", line))),
            Element("FunctionErrorMessage", test.ErrorMessage),
            Element("FunctionOutput", test.Output));
    }

    private StoredFunction Find(RestXmlRequest request) =>
        functions.Find(request["Name"]) ?? throw NotFound("NoSuchFunctionExists", "The specified function does not exist.");

    private RestXmlResponse Describe(StoredFunction function, bool isLive)
    {
        var stage = StageOf(function, isLive);
        return new(Summary(function, stage, isLive)) { ETag = stage.ETag };
    }

    private XElement Summary(StoredFunction function, FunctionStage stage, bool isLive) => Element(
        "FunctionSummary",
        Element("Name", function.Name),
        Element("Status", function.Live is null ? "UNPUBLISHED" : functions.IsInUse(function) ? "DEPLOYED" : "UNASSOCIATED"),
        Element(
            "FunctionConfig",
            Element("Comment", stage.Comment),
            Element("Runtime", stage.Runtime),
            Element(
                "KeyValueStoreAssociations",
                Element("Quantity", stage.StoreArns.Count),
                Element("Items", stage.StoreArns.Select(arn => Element("KeyValueStoreAssociation", Element("KeyValueStoreARN", arn)))))),
        Element(
            "FunctionMetadata",
            Element("FunctionARN", function.Arn),
            Element("Stage", isLive ? "LIVE" : "DEVELOPMENT"),
            Element("CreatedTime", Time(function.Created)),
            Element("LastModifiedTime", Time(stage.Modified))));

    private static string ReadName(RestXmlRequest request)
    {
        var name = Text(request.RequireInput(), "Name") ?? "";
        return NamePattern().IsMatch(name) ? name : throw InvalidArgument("The function's name has to be 1 to 64 characters of a-z, A-Z, 0-9, - and _.");
    }

    private FunctionStage ReadStage(XElement body)
    {
        var code = ReadBase64(body, "FunctionCode");
        if (code.Length > MaxCodeBytes)
        {
            throw new AwsException("FunctionSizeLimitExceeded", $"The function has {code.Length} bytes; the maximum is {MaxCodeBytes}.", StatusCodes.Status413PayloadTooLarge);
        }

        var config = Child(body, "FunctionConfig") ?? throw InvalidArgument("FunctionConfig is required.");
        var runtime = Text(config, "Runtime");
        if (runtime != "cloudfront-js-2.0")
        {
            throw InvalidArgument($"The runtime {runtime} is not supported here; use cloudfront-js-2.0.");
        }

        var arns = Items(Child(config, "KeyValueStoreAssociations")).Select(item => Text(item, "KeyValueStoreARN") ?? "").ToList();
        if (arns.Count > 1 || arns.Exists(arn => stores.Find(arn) is null))
        {
            throw InvalidArgument("A function can be associated with one key value store, which has to exist.");
        }

        return new(code, Text(config, "Comment") ?? "", runtime, arns, time.GetUtcNow());
    }

    private static byte[] ReadBase64(XElement body, string name)
    {
        try
        {
            return Convert.FromBase64String(Text(body, name) ?? throw InvalidArgument($"{name} is required."));
        }
        catch (FormatException)
        {
            throw InvalidArgument($"{name} has to be base64.");
        }
    }

    private static FunctionStage StageOf(StoredFunction function, bool isLive) => !isLive ? function.Development
        : function.Live ?? throw NotFound("NoSuchFunctionExists", "The specified function has no LIVE stage.");

    private static bool IsLive(string? stage) => stage switch
    {
        null or "" or "DEVELOPMENT" => false,
        "LIVE" => true,
        _ => throw InvalidArgument("Stage has to be DEVELOPMENT or LIVE."),
    };

    [GeneratedRegex("^[a-zA-Z0-9-_]{1,64}$", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
