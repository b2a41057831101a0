using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Constructs;
using Podcast.Infra.Core;
using Podcast.Infra.Input;
using Aws = Amazon.CDK.Aws;
using RemovalPolicy = Amazon.CDK.RemovalPolicy;

namespace Podcast.Infra.Functions;

/// <summary>One function with a log group and a role of its own.</summary>
internal sealed class PodcastFunction : Construct
{
    private const string LatestVersion = "$LATEST";

    public PodcastFunction(Construct scope, FunctionDefinition definition, Code code, StackSettings settings) : base(scope, $"{definition.Name}")
    {
        Name = definition.Name;
        Schedule = definition.Schedule;
        var logs = new LogGroup(this, "Logs", new LogGroupProps
        {
            Retention = RetentionDays.ONE_MONTH,
            RemovalPolicy = settings.KeepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
        });
        Failures = definition.RunsInBackground ? new FailureQueue(this, "Failures") : null;

        Role = ServiceRole.Create(this, "lambda.amazonaws.com", forSource: null,
        [
            Statements.Allow("WriteLog", ["logs:CreateLogStream", "logs:PutLogEvents"], logs.LogGroupArn),
            // Traces have no resource to name.
            Statements.Allow("WriteTrace", ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], "*"),
            .. settings.Traces.ToXRay
                ? [Statements.Allow("SendSpans", ["xray:PutSpans", "xray:PutSpansForIndexing"], "*")]
                : Array.Empty<PolicyStatement>(),
            .. definition.Permissions,
            .. Failures is null ? Array.Empty<PolicyStatement>() : [Failures.AllowSend()],
        ]);

        Function = new Function(this, "Function", new FunctionProps
        {
            Description = definition.Description,
            // A name and not a member of the enumeration: the lowest version of the CDK that this builds with does not know it.
            Runtime = settings.IsNative ? Runtime.PROVIDED_AL2023 : new Runtime("dotnet10", RuntimeFamily.DOTNET_CORE),
            Architecture = settings.Architecture == "arm64" ? Architecture.ARM_64 : Architecture.X86_64,
            Handler = $"{definition.Name}",
            Code = code,
            MemorySize = definition.MemorySize,
            Timeout = definition.Timeout,
            ReservedConcurrentExecutions = definition.ReservedConcurrency,
            Environment = EnvironmentOf(definition, settings.Traces),
            Tracing = Tracing.ACTIVE,
            LoggingFormat = LoggingFormat.JSON,
            // Three lines about each run that went well would be most of what is logged, and paid for: docs/cost.md.
            SystemLogLevelV2 = SystemLogLevel.WARN,
            LogGroup = logs,
            Role = Role.WithoutPolicyUpdates(),
        });

        if (Failures is not null)
        {
            // EventBridge and its scheduler hand an event over and do not wait; from there on these are Lambda's own retries.
            _ = new CfnEventInvokeConfig(this, "WhenInvokedInBackground", new CfnEventInvokeConfigProps
            {
                FunctionName = Function.FunctionName,
                Qualifier = LatestVersion,
                MaximumRetryAttempts = 2,
                MaximumEventAgeInSeconds = 3600,
                DestinationConfig = new CfnEventInvokeConfig.DestinationConfigProperty
                {
                    OnFailure = new CfnEventInvokeConfig.OnFailureProperty { Destination = Failures.Arn },
                },
            });
        }
    }

    public FunctionName Name { get; }

    /// <summary>When it runs by itself; <see langword="null"/>: only when something invokes it.</summary>
    public FunctionScheduleDefinition? Schedule { get; }

    public Function Function { get; }

    public Role Role { get; }

    /// <summary>Its failed events; <see langword="null"/> for a function that is invoked synchronously.</summary>
    public FailureQueue? Failures { get; }

    /// <summary>Adds a function URL that accepts only requests signed with IAM credentials.</summary>
    public CfnUrl AddUrl() => AddUrl("AWS_IAM");

    /// <summary>
    /// Adds a function URL that accepts every request, for callers that cannot sign with SigV4. The function has to authenticate them.
    /// </summary>
    public CfnUrl AddPublicUrl()
    {
        // Both permissions that a function URL requires since October 2025.
        var url = AddUrl("NONE");
        _ = new CfnPermission(this, "AnyoneInvokesUrl", new CfnPermissionProps
        {
            Action = "lambda:InvokeFunctionUrl",
            FunctionName = url.AttrFunctionArn,
            Principal = "*",
            FunctionUrlAuthType = "NONE",
        });
        var invoke = new CfnPermission(this, "AnyoneInvokes", new CfnPermissionProps
        {
            Action = "lambda:InvokeFunction",
            FunctionName = url.AttrFunctionArn,
            Principal = "*",
        });
        // Not a property yet in the lowest version of the CDK that this builds with.
        invoke.AddPropertyOverride("InvokedViaFunctionUrl", true);
        return url;
    }

    // OpenTelemetry's own variables: https://opentelemetry.io/docs/specs/otel/protocol/exporter/.
    private static Dictionary<string, string> EnvironmentOf(FunctionDefinition definition, TraceSettings traces)
    {
        var endpoint = traces.ToXRay ? $"https://xray.{Aws.REGION}.{Aws.URL_SUFFIX}/v1/traces" : traces.Collector;
        return endpoint is null
            ? definition.Environment
            : new(definition.Environment) { ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = endpoint, ["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"] = "http/protobuf" };
    }

    private CfnUrl AddUrl(string authType)
        => new(this, "Url", new CfnUrlProps { TargetFunctionArn = Function.FunctionArn, AuthType = authType });
}
