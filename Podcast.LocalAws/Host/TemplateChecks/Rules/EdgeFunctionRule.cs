using System.Text;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>
/// What runs at the edge has no environment. See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-restrictions.html.
/// </summary>
internal sealed class EdgeFunctionRule : ITemplateRule
{
    private const int MostBytes = 10 * 1024;

    private static readonly string[] ConfigProperties = ["Comment", "KeyValueStoreAssociations", "Runtime"];

    public IEnumerable<TemplateFinding> Check(CheckedStack stack) =>
        stack.OfType("AWS::CloudFront::Function").SelectMany(CheckFunction)
            .Concat(stack.OfType("AWS::CloudFront::Distribution").SelectMany(distribution => Behaviors.Of(distribution))
                .SelectMany(behavior => CheckedStack.Objects(behavior.Properties["LambdaFunctionAssociations"]).SelectMany(edge => CheckLambda(stack, behavior, edge))));

    private static IEnumerable<TemplateFinding> CheckFunction(StackResource function)
    {
        foreach (var (name, _) in (function.Properties["FunctionConfig"] as JsonObject ?? []).Where(property => !ConfigProperties.Contains(property.Key)))
        {
            yield return TemplateFinding.Refusal(
                $"{function.LogicalId}.FunctionConfig.{name}",
                name.Contains("Environment", StringComparison.Ordinal)
                    ? "A function at the edge has no environment variables: put what it needs into its code or into a key-value store."
                    : "Encountered unsupported property.");
        }

        if (function.Properties["AutoPublish"]?.ToString().ToLowerInvariant() != "true")
        {
            yield return TemplateFinding.Error($"{function.LogicalId}.AutoPublish", "The function is never published, so no distribution can use it: AutoPublish is not true.");
        }

        var code = function.Properties["FunctionCode"]?.ToString() ?? "";
        if (Encoding.UTF8.GetByteCount(code) > MostBytes)
        {
            yield return TemplateFinding.Refusal($"{function.LogicalId}.FunctionCode", $"The function is too large: it has {Encoding.UTF8.GetByteCount(code)} bytes, and the limit is {MostBytes} bytes. (Service: CloudFront, Error Code: FunctionSizeLimitExceeded)");
        }

        if (code.Contains("process.env", StringComparison.Ordinal))
        {
            yield return TemplateFinding.Error(
                $"{function.LogicalId}.FunctionCode", "The code reads process.env, but a function at the edge has no environment variables: every request would get 503.");
        }
    }

    private static IEnumerable<TemplateFinding> CheckLambda(CheckedStack stack, Behavior behavior, JsonObject association)
    {
        var path = $"{behavior.Path}.LambdaFunctionAssociations";
        var arn = association["LambdaFunctionARN"]?.ToString() ?? "";
        var name = arn.Split(':') is { Length: >= 7 } parts ? parts[6] : arn;
        if (arn.Split(':').Length < 8)
        {
            yield return TemplateFinding.Refusal(path, $"InvalidLambdaFunctionAssociation: The function ARN must reference a specific function version. (The ARN must end with the version number.) ARN: {arn}");
        }

        if (stack.Find("AWS::Lambda::Function", name) is not { } function)
        {
            yield break;
        }

        if (function.Properties["Environment"]?["Variables"] is JsonObject { Count: > 0 } variables)
        {
            yield return TemplateFinding.Refusal(
                path, $"InvalidLambdaFunctionAssociation: The function cannot have environment variables. Function: {arn}. {function.LogicalId} has {string.Join(", ", variables.Select(variable => variable.Key))}.");
        }

        var runtime = function.Properties["Runtime"]?.ToString() ?? "";
        if (!runtime.StartsWith("nodejs", StringComparison.Ordinal) && !runtime.StartsWith("python", StringComparison.Ordinal))
        {
            yield return TemplateFinding.Refusal(path, $"InvalidLambdaFunctionAssociation: The function has an unsupported runtime: {runtime}. Lambda@Edge runs Node.js and Python.");
        }
    }
}
