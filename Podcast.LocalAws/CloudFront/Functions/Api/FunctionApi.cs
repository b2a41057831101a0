using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Podcast.LocalAws.CloudFront.KeyValueStore;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using static Podcast.LocalAws.CloudFront.Functions.Api.FunctionXml;

namespace Podcast.LocalAws.CloudFront.Functions.Api;

/// <summary>
/// The operations on functions: two stages, an ETag for each, publication. See
/// https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateFunction.html.
/// </summary>
internal sealed partial class FunctionApi(
    FunctionStore functions, EdgeFunctionRegistry edge, KeyValueStoreRegistry stores, IAuthorizer authorizer, TimeProvider time)
{
    private const int MaxCodeBytes = Program.FunctionProgram.MaxCodeBytes;
    private const int LargestPage = 100;

    public async Task CreateAsync(HttpContext context, AwsCaller caller)
    {
        var body = await ReadAsync(context);
        var name = Child(body, "Name")?.Value ?? "";
        if (!NamePattern().IsMatch(name))
        {
            throw Invalid("The function's name has to be 1 to 64 characters of a-z, A-Z, 0-9, - and _.");
        }

        authorizer.Authorize(caller, "cloudfront:CreateFunction", functions.ArnOf(name));
        var function = new StoredFunction(name, functions.ArnOf(name), ReadStage(body), null);
        if (functions.Find(name) is not null)
        {
            throw new AwsException("FunctionAlreadyExists", "A function with the same name already exists in this AWS account.", StatusCodes.Status409Conflict);
        }

        if (functions.All.Count >= FunctionStore.MaxFunctions || !functions.TryAdd(function))
        {
            throw new AwsException("TooManyFunctions", "You have reached the maximum number of CloudFront functions for this AWS account.", StatusCodes.Status400BadRequest);
        }

        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = $"{context.Request.Scheme}://{context.Request.Host}/2020-05-31/function/{name}";
        await WriteSummaryAsync(context, function, isLive: false);
    }

    public async Task UpdateAsync(HttpContext context, AwsCaller caller, string name)
    {
        var function = Find(caller, "cloudfront:UpdateFunction", name);
        RequireIfMatch(context, function.Development.ETag);
        function.Development = ReadStage(await ReadAsync(context));
        // The model's name of the header has a slip, which clients follow.
        context.Response.Headers["ETtag"] = function.Development.ETag;
        await WriteSummaryAsync(context, function, isLive: false);
    }

    public Task DescribeAsync(HttpContext context, AwsCaller caller, string name)
    {
        var function = Find(caller, "cloudfront:DescribeFunction", name);
        return WriteSummaryAsync(context, function, IsLive(context.Request.Query["Stage"]));
    }

    public async Task GetAsync(HttpContext context, AwsCaller caller, string name)
    {
        var function = Find(caller, "cloudfront:GetFunction", name);
        var stage = StageOf(function, IsLive(context.Request.Query["Stage"]));
        context.Response.Headers.ETag = stage.ETag;
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = stage.Code.Length;
        await context.Response.Body.WriteAsync(stage.Code, context.RequestAborted);
    }

    public Task ListAsync(HttpContext context, AwsCaller caller)
    {
        authorizer.Authorize(caller, "cloudfront:ListFunctions", "*");
        var query = context.Request.Query;
        var isLive = IsLive(query["Stage"]);
        var page = ReadPage(query["MaxItems"]);
        var marker = query["Marker"].ToString();
        var rest = functions.All.Where(function => (!isLive || function.Live is not null) && string.CompareOrdinal(function.Name, marker) > 0).ToList();
        var items = rest.Take(page).ToList();
        return WriteAsync(context, Element(
            "FunctionList",
            rest.Count > page ? Element("NextMarker", items[^1].Name) : null,
            Element("MaxItems", page),
            Element("Quantity", items.Count),
            Element("Items", items.Select(function => Summary(function, StageOf(function, isLive), isLive, functions.IsInUse(function))))));
    }

    public Task PublishAsync(HttpContext context, AwsCaller caller, string name)
    {
        var function = Find(caller, "cloudfront:PublishFunction", name);
        RequireIfMatch(context, function.Development.ETag);
        var stage = function.Development with { ETag = FunctionStage.NewETag(), Modified = time.GetUtcNow() };
        function.Live = stage;
        edge.Publish(function.Arn, name, Encoding.UTF8.GetString(stage.Code), stage.StoreArns.Select(stores.Find).FirstOrDefault());
        return WriteSummaryAsync(context, function, isLive: true);
    }

    public Task DeleteAsync(HttpContext context, AwsCaller caller, string name)
    {
        var function = Find(caller, "cloudfront:DeleteFunction", name);
        RequireIfMatch(context, function.Development.ETag);
        if (functions.IsInUse(function))
        {
            throw new AwsException("FunctionInUse", "Cannot delete the function because it's attached to one or more cache behaviors.", StatusCodes.Status409Conflict);
        }

        functions.Remove(function);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    public async Task TestAsync(HttpContext context, AwsCaller caller, string name)
    {
        var function = Find(caller, "cloudfront:TestFunction", name);
        var body = await ReadAsync(context);
        var isLive = IsLive(Child(body, "Stage")?.Value);
        var stage = StageOf(function, isLive);
        RequireIfMatch(context, stage.ETag);
        var source = TestEventReader.Read(ReadBase64(body, "EventObject"));
        var test = FunctionTest.Run(name, Encoding.UTF8.GetString(stage.Code), source, stage.StoreArns.Select(stores.Find).FirstOrDefault(), time.GetUtcNow());
        await WriteAsync(context, Element(
            "TestResult",
            Summary(function, stage, isLive, functions.IsInUse(function)),
            Element("ComputeUtilization", test.ComputeUtilization),
            Element("FunctionExecutionLogs", test.Logs.Select(line => Element("member", line))),
            Element("FunctionErrorMessage", test.ErrorMessage),
            Element("FunctionOutput", test.Output)));
    }

    private StoredFunction Find(AwsCaller caller, string action, string name)
    {
        authorizer.Authorize(caller, action, functions.ArnOf(name));
        return functions.Find(name) ?? throw new AwsException("NoSuchFunctionExists", "The specified function does not exist.", StatusCodes.Status404NotFound);
    }

    private Task WriteSummaryAsync(HttpContext context, StoredFunction function, bool isLive)
    {
        var stage = StageOf(function, isLive);
        context.Response.Headers.ETag = stage.ETag;
        return WriteAsync(context, Summary(function, stage, isLive, functions.IsInUse(function)));
    }

    private FunctionStage ReadStage(XElement body)
    {
        var code = ReadBase64(body, "FunctionCode");
        if (code.Length > MaxCodeBytes)
        {
            throw new AwsException("FunctionSizeLimitExceeded", $"The function has {code.Length} bytes; the maximum is {MaxCodeBytes}.", StatusCodes.Status413PayloadTooLarge);
        }

        var config = Child(body, "FunctionConfig") ?? throw Invalid("FunctionConfig is required.");
        var runtime = Child(config, "Runtime")?.Value;
        if (runtime != "cloudfront-js-2.0")
        {
            throw Invalid($"The runtime {runtime} is not supported here; use cloudfront-js-2.0.");
        }

        var associations = Child(config, "KeyValueStoreAssociations");
        var arns = associations?.Descendants().Where(element => element.Name.LocalName == "KeyValueStoreARN").Select(element => element.Value).ToList() ?? [];
        if (Child(associations, "Quantity")?.Value is { } quantity && quantity != arns.Count.ToString(CultureInfo.InvariantCulture))
        {
            throw new AwsException("InconsistentQuantities", "The value of Quantity and the size of Items don't match.", StatusCodes.Status400BadRequest);
        }

        if (arns.Count > 1 || arns.Exists(arn => stores.Find(arn) is null))
        {
            throw Invalid("A function can be associated with one key value store, which has to exist.");
        }

        return new(code, Child(config, "Comment")?.Value ?? "", runtime, arns, time.GetUtcNow());
    }

    private static byte[] ReadBase64(XElement body, string name)
    {
        try
        {
            return Convert.FromBase64String(Child(body, name)?.Value ?? throw Invalid($"{name} is required."));
        }
        catch (FormatException)
        {
            throw Invalid($"{name} has to be base64.");
        }
    }

    private static FunctionStage StageOf(StoredFunction function, bool isLive) => !isLive ? function.Development
        : function.Live ?? throw new AwsException("NoSuchFunctionExists", "The specified function has no LIVE stage.", StatusCodes.Status404NotFound);

    private static bool IsLive(string? stage) => stage switch
    {
        null or "" or "DEVELOPMENT" => false,
        "LIVE" => true,
        _ => throw Invalid("Stage has to be DEVELOPMENT or LIVE."),
    };

    private static int ReadPage(string? text) => string.IsNullOrEmpty(text) ? LargestPage
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and <= LargestPage ? page
        : throw Invalid($"MaxItems has to be from 1 to {LargestPage}.");

    private static void RequireIfMatch(HttpContext context, string etag)
    {
        var ifMatch = context.Request.Headers.IfMatch.ToString();
        if (ifMatch.Length == 0)
        {
            throw new AwsException("InvalidIfMatchVersion", "The If-Match version is missing or not valid.", StatusCodes.Status400BadRequest);
        }

        if (ifMatch != etag)
        {
            throw new AwsException("PreconditionFailed", "The precondition in one or more of the request fields evaluated to false.", StatusCodes.Status412PreconditionFailed);
        }
    }

    private static AwsException Invalid(string message) => new("InvalidArgument", message, StatusCodes.Status400BadRequest);

    [GeneratedRegex("^[a-zA-Z0-9-_]{1,64}$", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
