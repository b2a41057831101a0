using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Lambda.Processes;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Lambda;

/// <summary>What operators change of a function: its configuration, its code and its reserved concurrency.</summary>
internal sealed class FunctionChanges(FunctionRegistry functions, FunctionProcesses processes, CodePackages packages, OperatorChanges changes, StackHost host)
{
    private const int AccountConcurrency = 1000;
    private const int LeastUnreserved = 100;

    /// <summary>The limits of the account, and what is left of its concurrency.</summary>
    public JsonObject AccountSettings() => new()
    {
        ["AccountLimit"] = new JsonObject
        {
            ["TotalCodeSize"] = 80_530_636_800,
            ["CodeSizeUnzipped"] = 262_144_000,
            ["CodeSizeZipped"] = 52_428_800,
            ["ConcurrentExecutions"] = AccountConcurrency,
            ["UnreservedConcurrentExecutions"] = AccountConcurrency - Reserved(except: null),
        },
        ["AccountUsage"] = new JsonObject { ["TotalCodeSize"] = functions.All.Sum(function => CodeOf(function)?.Size ?? 0), ["FunctionCount"] = functions.All.Count },
    };

    /// <summary>The package of a function; <see langword="null"/> when the app host, or whatever started this process, runs the function from elsewhere.</summary>
    public FunctionPackage? CodeOf(LambdaFunction function) => processes.CodeOf(function.Configuration.Name) is { } code ? packages.Describe(code) : null;

    public async Task UpdateConfigurationAsync(LambdaFunction function, JsonObject input, CancellationToken cancellationToken)
    {
        LambdaInput.RequireKnown(input, "UpdateFunctionConfiguration", "FunctionName", "Timeout", "MemorySize", "Environment", "LoggingConfig");
        LambdaInput.RequireKnown(input["LoggingConfig"] as JsonObject ?? [], "UpdateFunctionConfiguration.LoggingConfig", "LogFormat", "ApplicationLogLevel", "SystemLogLevel", "LogGroup");
        var before = function.Configuration;
        var logging = input["LoggingConfig"] as JsonObject ?? [];
        await ChangeAsync(
            before with
            {
                Timeout = LambdaInput.Number(input, "Timeout", 1, 900) is { } seconds ? TimeSpan.FromSeconds(seconds) : before.Timeout,
                MemorySize = LambdaInput.Number(input, "MemorySize", 128, 10_240) ?? before.MemorySize,
                LogFormat = LambdaInput.Text(logging, "LogFormat") ?? before.LogFormat,
                SystemLogLevel = LambdaInput.Text(logging, "SystemLogLevel") ?? before.SystemLogLevel,
                LogLevel = LambdaInput.Text(logging, "ApplicationLogLevel") ?? before.LogLevel,
                LogGroup = LambdaInput.Text(logging, "LogGroup") ?? before.LogGroup,
                Variables = (input["Environment"] as JsonObject)?["Variables"] is JsonObject variables
                    ? variables.ToDictionary(variable => variable.Key, variable => variable.Value?.ToString() ?? "", StringComparer.Ordinal)
                    : before.Variables,
            },
            cancellationToken);
    }

    public async Task UpdateCodeAsync(LambdaFunction function, JsonObject input, CancellationToken cancellationToken)
    {
        LambdaInput.RequireKnown(input, "UpdateFunctionCode", "FunctionName", "S3Bucket", "S3Key", "DryRun", "Publish");
        if (LambdaInput.Flag(input, "Publish") == true)
        {
            throw AwsException.NotImplemented("Lambda", "UpdateFunctionCode with the member Publish");
        }

        if (LambdaInput.Text(input, "S3Bucket") is not { } bucket || LambdaInput.Text(input, "S3Key") is not { } key)
        {
            throw LambdaInput.Invalid("Please provide a source for function code: S3Bucket and S3Key.");
        }

        var name = function.Configuration.Name;
        if (processes.CodeOf(name) is null)
        {
            throw new AwsException(
                "ResourceConflictException",
                $"The process of {function.Configuration.Handler} is run by whoever started this local AWS, such as the app host: its code is what is built there. Build it again and restart its resource.",
                StatusCodes.Status409Conflict);
        }

        var code = new FunctionCode(bucket, key);
        packages.Require(code);
        if (LambdaInput.Flag(input, "DryRun") != true)
        {
            changes.Set(name, FunctionCode.Read(Described(name)), code);
            await host.ApplyAgainAsync(cancellationToken);
        }
    }

    public async Task<JsonObject> PutConcurrencyAsync(LambdaFunction function, JsonObject input, CancellationToken cancellationToken)
    {
        LambdaInput.RequireKnown(input, "PutFunctionConcurrency", "FunctionName", "ReservedConcurrentExecutions");
        var reserved = LambdaInput.Number(input, "ReservedConcurrentExecutions", 0, int.MaxValue) ?? throw LambdaInput.Invalid("ReservedConcurrentExecutions is missing.");
        if (AccountConcurrency - Reserved(function) - reserved < LeastUnreserved)
        {
            throw LambdaInput.Invalid(
                $"Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [{LeastUnreserved}].");
        }

        await ChangeAsync(function.Configuration with { ReservedConcurrency = reserved }, cancellationToken);
        return new() { ["ReservedConcurrentExecutions"] = reserved };
    }

    public Task DeleteConcurrencyAsync(LambdaFunction function, CancellationToken cancellationToken) =>
        ChangeAsync(function.Configuration with { ReservedConcurrency = null }, cancellationToken);

    private int Reserved(LambdaFunction? except) =>
        functions.All.Where(function => function != except).Sum(function => function.Configuration.ReservedConcurrency ?? 0);

    private async Task ChangeAsync(FunctionConfiguration changed, CancellationToken cancellationToken)
    {
        changes.Set(FunctionConfiguration.Read(Described(changed.Name)), changed);
        await host.ApplyAgainAsync(cancellationToken);
    }

    private StackResource Described(string name) => host.Current.OfType(FunctionConfiguration.ResourceType).Single(resource => resource.PhysicalId == name);
}
