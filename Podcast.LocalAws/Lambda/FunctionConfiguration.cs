using System.Text.Json.Nodes;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Lambda;

/// <summary>One function as the template describes it. See https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Arn">The function's ARN, unqualified.</param>
/// <param name="Handler">The handler; one executable serves all of them and picks by it.</param>
/// <param name="Runtime">Such as <c>dotnet10</c>.</param>
/// <param name="RoleArn">The execution role.</param>
/// <param name="Timeout">How long one invocation may take.</param>
/// <param name="MemorySize">In MB.</param>
/// <param name="ReservedConcurrency">How many invocations may run at once; <see langword="null"/> when the account's limit holds.</param>
/// <param name="LogGroup">Where its logs go in AWS.</param>
/// <param name="LogFormat"><c>Text</c> or <c>JSON</c>; the runtime client writes its records so.</param>
/// <param name="LogLevel">Which records of the function its log takes, from this level on, such as <c>INFO</c>; only with <c>JSON</c>.</param>
/// <param name="Variables">The environment variables of the template.</param>
internal sealed record FunctionConfiguration(
    string Name,
    string Arn,
    string Handler,
    string Runtime,
    string RoleArn,
    TimeSpan Timeout,
    int MemorySize,
    int? ReservedConcurrency,
    string LogGroup,
    string LogFormat,
    string? LogLevel,
    IReadOnlyDictionary<string, string> Variables)
{
    public const string ResourceType = "AWS::Lambda::Function";

    private const int DefaultTimeoutSeconds = 3;
    private const int DefaultMemorySize = 128;

    /// <summary>Which of Lambda's own records the log takes, from this level on: INFO, which is the default, or WARN for failures alone; only with <c>JSON</c>.</summary>
    public string? SystemLogLevel { get; init; }

    public static FunctionConfiguration Read(StackResource resource)
    {
        var properties = resource.Properties;
        var logging = properties["LoggingConfig"];
        return new(
            resource.PhysicalId,
            resource.GetAtt("Arn"),
            Text(properties[nameof(Handler)]) ?? "",
            Text(properties[nameof(Runtime)]) ?? "",
            Text(properties["Role"]) ?? throw new TemplateException($"{resource.LogicalId}.Properties.Role is not set: every function has a role."),
            TimeSpan.FromSeconds(TemplateNumber.Read(properties[nameof(Timeout)]) ?? DefaultTimeoutSeconds),
            TemplateNumber.Read(properties[nameof(MemorySize)]) ?? DefaultMemorySize,
            TemplateNumber.Read(properties["ReservedConcurrentExecutions"]),
            Text(logging?[nameof(LogGroup)]) ?? $"/aws/lambda/{resource.PhysicalId}",
            Text(logging?[nameof(LogFormat)]) ?? "Text",
            Text(logging?["ApplicationLogLevel"]),
            ReadVariables(properties["Environment"]?[nameof(Variables)] as JsonObject))
        {
            SystemLogLevel = Text(logging?[nameof(SystemLogLevel)]),
        };
    }

    /// <summary>Whether another configuration says the same, the variables included.</summary>
    public bool IsSame(FunctionConfiguration other) =>
        this == other with { Variables = Variables } && Variables.Count == other.Variables.Count
        && Variables.All(variable => other.Variables.TryGetValue(variable.Key, out var value) && value == variable.Value);

    private static Dictionary<string, string> ReadVariables(JsonObject? variables) =>
        (variables ?? []).ToDictionary(variable => variable.Key, variable => Text(variable.Value) ?? "", StringComparer.Ordinal);

    private static string? Text(JsonNode? node) => node?.GetValueKind() switch
    {
        null => null,
        System.Text.Json.JsonValueKind.String => node.GetValue<string>(),
        _ => node.ToJsonString(),
    };
}
