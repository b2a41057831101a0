using System.Text;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Lambda;

/// <summary>The functions, their URLs and their event sources in the shapes of Lambda's API.</summary>
internal sealed class LambdaDescriptions(FunctionRegistry functions, StackHost host)
{
    public ReadOnlyMemory<byte> Functions() =>
        Utf8(new JsonObject { ["Functions"] = new JsonArray([.. functions.All.Select(Describe)]) });

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

    public ReadOnlyMemory<byte> EventSourceMappings(string? functionName)
    {
        var only = string.IsNullOrEmpty(functionName) ? null : functions.FindByName(functionName)?.Configuration.Name ?? functionName;
        var mappings = host.Current.OfType("AWS::Lambda::EventSourceMapping")
            .Select(mapping => (Mapping: mapping, Function: functions.FindByName((string?)mapping.Properties["FunctionName"] ?? "")))
            .Where(pair => only is null || pair.Function?.Configuration.Name == only)
            .Select(pair => (JsonNode)DescribeMapping(pair.Mapping, pair.Function));
        return Utf8(new JsonObject { ["EventSourceMappings"] = new JsonArray([.. mappings]) });
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
