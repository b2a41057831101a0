using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>What Lambda accepts of a function, and what a .NET function needs. See https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html.</summary>
internal sealed class FunctionRule : ITemplateRule
{
    private const int LeastMemory = 128;
    private const int MostMemory = 10_240;
    private const int MemoryForDotNet = 256;
    private const int LongestTimeout = 900;
    private const int EnvironmentBytes = 4096;

    // https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "_HANDLER", "_X_AMZN_TRACE_ID", "AWS_DEFAULT_REGION", "AWS_REGION", "AWS_EXECUTION_ENV", "AWS_LAMBDA_FUNCTION_NAME",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_LAMBDA_LOG_GROUP_NAME",
        "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
        "AWS_LAMBDA_RUNTIME_API", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR",
    };

    public IEnumerable<TemplateFinding> Check(CheckedStack stack) =>
        stack.OfType("AWS::Lambda::Function").SelectMany(function => CheckSizes(function).Concat(CheckEnvironment(function)))
            .Concat(CheckHandlers(stack));

    private static IEnumerable<TemplateFinding> CheckSizes(StackResource function)
    {
        var memory = Number(function.Properties["MemorySize"]) ?? LeastMemory;
        var path = $"{function.LogicalId}.MemorySize";
        if (Refusal("memorySize", memory, LeastMemory, MostMemory) is { } wrongMemory)
        {
            yield return TemplateFinding.Refusal(path, wrongMemory);
        }
        else if (memory < MemoryForDotNet && Text(function.Properties["Runtime"]).StartsWith("dotnet", StringComparison.Ordinal))
        {
            yield return TemplateFinding.Warning(
                path, $"{memory} MB is too little memory for a .NET function: CPU comes with memory, and it takes seconds to start. Give it {MemoryForDotNet} MB or more.");
        }

        if (Number(function.Properties["Timeout"]) is { } timeout && Refusal("timeout", timeout, 1, LongestTimeout) is { } wrongTimeout)
        {
            yield return TemplateFinding.Refusal($"{function.LogicalId}.Timeout", wrongTimeout);
        }

        if (Text(function.Properties["Runtime"]) is "dotnetcore1.0" or "dotnetcore2.0" or "dotnetcore2.1" or "dotnetcore3.1" or "dotnet5.0" or "dotnet6" or "dotnet7")
        {
            yield return TemplateFinding.Refusal($"{function.LogicalId}.Runtime", $"The runtime parameter of {function.Properties["Runtime"]} is no longer supported for creating or updating functions.");
        }
    }

    private static IEnumerable<TemplateFinding> CheckEnvironment(StackResource function)
    {
        var variables = function.Properties["Environment"]?["Variables"] as JsonObject ?? [];
        var path = $"{function.LogicalId}.Environment";
        foreach (var (name, _) in variables.Where(variable => Reserved.Contains(variable.Key)))
        {
            yield return TemplateFinding.Refusal(
                path, $"Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: {name}");
        }

        foreach (var (name, value) in variables.Where(variable => Text(variable.Value).Length == 0))
        {
            yield return TemplateFinding.Warning(path, $"The variable {name} is empty.");
        }

        var bytes = variables.Sum(variable => Encoding.UTF8.GetByteCount(variable.Key) + Encoding.UTF8.GetByteCount(Text(variable.Value)));
        if (bytes > EnvironmentBytes)
        {
            yield return TemplateFinding.Refusal(
                path, $"Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit: they have {bytes} bytes.");
        }
    }

    private static IEnumerable<TemplateFinding> CheckHandlers(CheckedStack stack)
    {
        foreach (var function in stack.OfType("AWS::Lambda::Function").Where(function => Text(function.Properties["Handler"]).Length == 0 && function.Properties["ImageUri"] is null))
        {
            yield return TemplateFinding.Refusal($"{function.LogicalId}.Handler", "Runtime and Handler are mandatory parameters for functions created with deployment packages.");
        }
    }

    private static string? Refusal(string member, int value, int least, int most) =>
        value < least ? $"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: Member must have value greater than or equal to {least}"
        : value > most ? $"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: Member must have value less than or equal to {most}"
        : null;

    private static int? Number(JsonNode? node) =>
        int.TryParse(node?.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Text(JsonNode? node) => node?.ToString() ?? "";
}
