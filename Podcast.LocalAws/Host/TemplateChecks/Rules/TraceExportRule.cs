using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>
/// A function that sends its traces: the endpoint is an address, speaks the protocol that the functions do, and takes what the role may send. See
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-OTLPEndpoint.html.
/// </summary>
internal sealed class TraceExportRule : ITemplateRule
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
    private const string Protocol = "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL";

    private static readonly string[] Actions = ["xray:PutSpans", "xray:PutSpansForIndexing"];

    public IEnumerable<TemplateFinding> Check(CheckedStack stack) => stack.OfType("AWS::Lambda::Function").SelectMany(function => Check(stack, function));

    private static IEnumerable<TemplateFinding> Check(CheckedStack stack, StackResource function)
    {
        var variables = function.Properties["Environment"]?["Variables"];
        var path = $"{function.LogicalId}.Environment.Variables";
        var endpoint = variables?[Endpoint]?.ToString();
        var protocol = variables?[Protocol]?.ToString();
        if (endpoint is null)
        {
            if (protocol is not null)
            {
                yield return TemplateFinding.Error($"{path}.{Protocol}", $"It has no effect without {Endpoint}.");
            }

            yield break;
        }

        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            yield return TemplateFinding.Error($"{path}.{Endpoint}", $"'{endpoint}' is no http or https address.");
            yield break;
        }

        if (protocol != "http/protobuf")
        {
            yield return TemplateFinding.Error($"{path}.{Protocol}", $"It is '{protocol}': the functions send http/protobuf and nothing else.");
        }

        if (!address.Host.StartsWith("xray.", StringComparison.Ordinal) || !address.Host.EndsWith(".amazonaws.com", StringComparison.Ordinal))
        {
            yield break;
        }

        if (address.Host != $"xray.{stack.Stack.Region}.amazonaws.com" || address.AbsolutePath != "/v1/traces")
        {
            yield return TemplateFinding.Error($"{path}.{Endpoint}", $"The stack's endpoint is https://xray.{stack.Stack.Region}.amazonaws.com/v1/traces.");
        }

        var session = stack.Authorization.Session(function.Properties["Role"]?.ToString() ?? "", function.PhysicalId);
        foreach (var action in Actions)
        {
            if (stack.Refusal(session, action, "*") is { } refusal)
            {
                yield return TemplateFinding.Error($"{path}.{Endpoint}", $"The endpoint will take no trace of the function. {refusal}");
            }
        }
    }
}
