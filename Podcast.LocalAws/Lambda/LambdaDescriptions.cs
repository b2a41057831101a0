using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Lambda;

/// <summary>The functions, their URLs and their event sources in the shapes of Lambda's API.</summary>
internal sealed class LambdaDescriptions(FunctionRegistry functions, StackHost host)
{
    // As many as Lambda gives at once, whatever is asked for.
    private const int LargestPage = 50;
    private const int MostItems = 10_000;

    /// <exception cref="Core.AwsException">The limit or the marker is wrong.</exception>
    public JsonObject Functions(IQueryCollection query) => Page(
        "Functions", functions.All.OrderBy(function => function.Configuration.Name, StringComparer.Ordinal), query, function => function.Configuration.Name, Describe);

    public static ReadOnlyMemory<byte> Function(LambdaFunction function) => Utf8(new JsonObject { ["Configuration"] = Describe(function) });

    public static ReadOnlyMemory<byte> Configuration(LambdaFunction function) => Utf8(Describe(function));

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
    public JsonObject EventSourceMappings(IQueryCollection query)
    {
        var functionName = query["FunctionName"].ToString();
        var source = query["EventSourceArn"].ToString();
        var only = functionName.Length == 0 ? null : functions.FindByName(functionName)?.Configuration.Name ?? functionName;
        var mappings = host.Current.OfType("AWS::Lambda::EventSourceMapping")
            .Select(mapping => (Mapping: mapping, Function: functions.FindByName((string?)mapping.Properties["FunctionName"] ?? "")))
            .Where(pair => only is null || pair.Function?.Configuration.Name == only)
            .Where(pair => source.Length == 0 || pair.Mapping.Properties["EventSourceArn"]?.ToString() == source)
            .OrderBy(pair => pair.Mapping.PhysicalId, StringComparer.Ordinal);
        return Page("EventSourceMappings", mappings, query, pair => pair.Mapping.PhysicalId, pair => DescribeMapping(pair.Mapping, pair.Function));
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

    private static JsonNode Describe(LambdaFunction function)
    {
        var configuration = function.Configuration;
        return new JsonObject
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
            ["State"] = "Active",
            ["LastUpdateStatus"] = "Successful",
            ["Environment"] = new JsonObject
            {
                ["Variables"] = new JsonObject(configuration.Variables.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value))),
            },
        };
    }

    private static JsonObject DescribeMapping(StackResource mapping, LambdaFunction? function)
    {
        // Properties and API members have the same names, but for the function's.
        var description = mapping.Properties.DeepClone().AsObject();
        description.Remove("FunctionName");
        description.Remove("Enabled");
        description["UUID"] = mapping.PhysicalId;
        description["EventSourceMappingArn"] = mapping.GetAtt("EventSourceMappingArn");
        description["FunctionArn"] = function?.Configuration.Arn;
        description["State"] = (bool?)mapping.Properties["Enabled"] == false ? "Disabled" : "Enabled";
        return description;
    }

    private static ReadOnlyMemory<byte> Utf8(JsonNode json) => Encoding.UTF8.GetBytes(json.ToJsonString());
}
