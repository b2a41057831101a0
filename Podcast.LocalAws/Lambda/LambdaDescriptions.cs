using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Iam;
using Podcast.LocalAws.Lambda.EventSources;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Lambda;

/// <summary>The functions, their URLs and their event sources in the shapes of Lambda's API.</summary>
internal sealed class LambdaDescriptions(FunctionRegistry functions, FunctionChanges changes, MappingOperations mappings, IListenerUrls listeners, StackHost host)
{
    // As many as Lambda gives at once, whatever is asked for.
    private const int LargestPage = 50;
    private const int MostItems = 10_000;

    /// <exception cref="Core.AwsException">The limit or the marker is wrong.</exception>
    public JsonObject Functions(IQueryCollection query) => Page(
        "Functions", functions.All.OrderBy(function => function.Configuration.Name, StringComparer.Ordinal), query, function => function.Configuration.Name, Describe);

    /// <summary>A function with the place of its package, as far as the package is here.</summary>
    public JsonObject Function(LambdaFunction function)
    {
        var document = new JsonObject { ["Configuration"] = Describe(function) };
        if (changes.CodeOf(function) is { } package)
        {
            document["Code"] = new JsonObject
            {
                ["RepositoryType"] = "S3",
                ["Location"] = new Uri(listeners.ApiUrl, $"{package.Code.Bucket}/{package.Code.Key}").ToString(),
            };
        }

        if (function.Configuration.ReservedConcurrency is { } reserved)
        {
            document["Concurrency"] = new JsonObject { ["ReservedConcurrentExecutions"] = reserved };
        }

        return document;
    }

    public JsonObject Configuration(LambdaFunction function) => Describe(function);

    /// <summary>The reserved concurrency; nothing when there is none.</summary>
    public static JsonObject Concurrency(LambdaFunction function) =>
        function.Configuration.ReservedConcurrency is { } reserved ? new() { ["ReservedConcurrentExecutions"] = reserved } : [];

    /// <exception cref="Core.AwsException">The function has no URL.</exception>
    public static ReadOnlyMemory<byte> Url(LambdaFunction function)
    {
        var url = function.Url ?? throw new Core.AwsException("ResourceNotFoundException", "The resource you requested does not exist.", 404);
        return Utf8(new JsonObject
        {
            ["FunctionArn"] = function.Configuration.Arn,
            ["FunctionUrl"] = url.Url,
            ["AuthType"] = url.RequiresSignature ? "AWS_IAM" : "NONE",
            ["InvokeMode"] = "BUFFERED",
        });
    }

    /// <exception cref="Core.AwsException">The limit or the marker is wrong.</exception>
    public JsonObject EventSourceMappings(IQueryCollection query) => Page(
        "EventSourceMappings", mappings.Find(query["FunctionName"].ToString(), query["EventSourceArn"].ToString()), query, mapping => mapping.PhysicalId, mappings.Describe);

    /// <summary>The statements that permissions of the stack add to a function's policy.</summary>
    /// <exception cref="Core.AwsException">There is none.</exception>
    public JsonObject Policy(LambdaFunction function)
    {
        var statements = host.Current.OfType("AWS::Lambda::Permission")
            .Where(permission => LambdaPermission.FunctionArn(permission, host.Current) == function.Configuration.Arn)
            .Select(permission => (JsonNode)LambdaPermission.ToStatement(permission, host.Current))
            .ToArray();
        return statements.Length == 0
            ? throw new Core.AwsException("ResourceNotFoundException", "The resource you requested does not exist.", StatusCodes.Status404NotFound)
            : new()
            {
                ["Policy"] = new JsonObject { ["Version"] = "2012-10-17", ["Id"] = "default", ["Statement"] = new JsonArray(statements) }.ToJsonString(),
                ["RevisionId"] = Revision(function),
            };
    }

    // The marker is the last item of the page before.
    private static JsonObject Page<T>(string member, IEnumerable<T> items, IQueryCollection query, Func<T, string> keyOf, Func<T, JsonNode> describe)
    {
        var limit = LargestPage;
        if (query["MaxItems"].ToString() is { Length: > 0 } text
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MostItems))
        {
            throw new Core.AwsException(
                "InvalidParameterValueException", $"MaxItems has to be a number from 1 to {MostItems}, and not {text}.", StatusCodes.Status400BadRequest);
        }

        var after = query["Marker"].ToString();
        var rest = items.Where(item => after.Length == 0 || string.CompareOrdinal(keyOf(item), after) > 0).ToList();
        var page = rest.Take(Math.Min(limit, LargestPage)).ToList();
        var document = new JsonObject { [member] = new JsonArray([.. page.Select(describe)]) };
        if (page.Count < rest.Count)
        {
            document["NextMarker"] = keyOf(page[^1]);
        }

        return document;
    }

    private JsonObject Describe(LambdaFunction function)
    {
        var configuration = function.Configuration;
        var description = new JsonObject
        {
            ["FunctionName"] = configuration.Name,
            ["FunctionArn"] = configuration.Arn,
            ["Runtime"] = configuration.Runtime,
            ["Role"] = configuration.RoleArn,
            ["Handler"] = configuration.Handler,
            ["Timeout"] = (int)configuration.Timeout.TotalSeconds,
            ["MemorySize"] = configuration.MemorySize,
            ["Version"] = "$LATEST",
            ["PackageType"] = "Zip",
            ["RevisionId"] = Revision(function),
            ["State"] = "Active",
            ["LastUpdateStatus"] = "Successful",
            ["Environment"] = new JsonObject
            {
                ["Variables"] = new JsonObject(configuration.Variables.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value))),
            },
            ["LoggingConfig"] = new JsonObject { ["LogFormat"] = configuration.LogFormat, ["LogGroup"] = configuration.LogGroup },
        };
        if (configuration.LogLevel is { } level)
        {
            description["LoggingConfig"]!["ApplicationLogLevel"] = level;
        }

        if (configuration.SystemLogLevel is { } systemLevel)
        {
            description["LoggingConfig"]!["SystemLogLevel"] = systemLevel;
        }

        if (changes.CodeOf(function) is { } package)
        {
            description["CodeSize"] = package.Size;
            description["CodeSha256"] = package.Sha256;
        }

        return description;
    }

    // The same as long as the function is the same.
    private static string Revision(LambdaFunction function) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(function.Configuration.Arn))[..16]).ToString();

    private static ReadOnlyMemory<byte> Utf8(JsonNode json) => Encoding.UTF8.GetBytes(json.ToJsonString());
}
