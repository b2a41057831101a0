using System.Globalization;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Iam;
using Podcast.LocalAws.Lambda.Runtime;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Lambda;

/// <summary>
/// The environment of a function's process: what Lambda sets, what the template sets, and the endpoints of this process in place of AWS.
/// See https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html.
/// </summary>
internal sealed class FunctionEnvironment(FunctionConfiguration function, FunctionLog log, bool hasUrl, Stack stack, IRoleAssumer roles, IListenerUrls listeners)
{
    // A local process stands for all the environments that Lambda would start, so it takes several requests at once.
    private const int UrlConcurrency = 8;

    /// <summary>A function's calls are made by a session of its role, named like the function.</summary>
    /// <exception cref="AwsException">The role does not trust Lambda.</exception>
    public AssumedRole Assume() => roles.AssumeRole(function.RoleArn, "lambda.amazonaws.com", sessionName: function.Name);

    /// <summary>The variables by name. They have the ports, so the process has to listen.</summary>
    /// <exception cref="AwsException">The role does not trust Lambda.</exception>
    public IReadOnlyDictionary<string, string> Resolve()
    {
        var key = Assume().Credentials;
        var port = listeners.ApiUrl.Port;
        var variables = new Dictionary<string, string>(function.Variables, StringComparer.Ordinal)
        {
            ["_HANDLER"] = function.Handler,
            ["LAMBDA_TASK_ROOT"] = ".",
            ["TZ"] = ":UTC",
            ["AWS_EXECUTION_ENV"] = $"AWS_Lambda_{function.Runtime}",
            ["AWS_LAMBDA_FUNCTION_NAME"] = function.Name,
            ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = function.MemorySize.ToString(CultureInfo.InvariantCulture),
            ["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST",
            // One process that stays and is never frozen between two events: what AWS calls a managed instance.
            ["AWS_LAMBDA_INITIALIZATION_TYPE"] = "lambda-managed-instances",
            ["AWS_LAMBDA_LOG_FORMAT"] = function.LogFormat,
            ["AWS_LAMBDA_LOG_GROUP_NAME"] = function.LogGroup,
            ["AWS_LAMBDA_LOG_STREAM_NAME"] = log.BeginStream(),
            ["AWS_LAMBDA_RUNTIME_API"] = $"127.0.0.1:{port}/_localaws/runtime/{function.Name}",
            ["AWS_REGION"] = stack.Region,
            ["AWS_DEFAULT_REGION"] = stack.Region,
            ["AWS_ACCESS_KEY_ID"] = key.AccessKeyId,
            ["AWS_SECRET_ACCESS_KEY"] = key.SecretAccessKey,
            ["AWS_SESSION_TOKEN"] = key.SessionToken ?? "",
            ["AWS_ENDPOINT_URL"] = $"http://127.0.0.1:{port}",
            // The SDKs put the account id in front of this one's host, which needs a name instead of an address.
            ["AWS_ENDPOINT_URL_CLOUDFRONT_KEYVALUESTORE"] = $"http://localhost:{port}",
        };
        foreach (var (name, value) in function.Variables.Where(variable => Distributions.Contains(variable.Value)))
        {
            // What leads to the distribution leads to the local one.
            variables[name] = listeners.EdgeUrl.ToString().TrimEnd('/');
        }

        if (function.LogLevel is { } level)
        {
            variables["AWS_LAMBDA_LOG_LEVEL"] = level;
        }

        if (hasUrl)
        {
            var concurrency = Math.Min(UrlConcurrency, function.ReservedConcurrency ?? UrlConcurrency);
            variables["AWS_LAMBDA_MAX_CONCURRENCY"] = Math.Max(1, concurrency).ToString(CultureInfo.InvariantCulture);
        }

        return variables;
    }

    private HashSet<string> Distributions =>
        [.. stack.OfType("AWS::CloudFront::Distribution").Select(distribution => $"https://{distribution.GetAtt("DomainName")}")];
}
