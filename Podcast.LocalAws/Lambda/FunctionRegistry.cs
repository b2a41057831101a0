using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Faults;
using Podcast.LocalAws.Core.Metrics;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Iam;
using Podcast.LocalAws.Lambda.Runtime;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Lambda;

/// <summary>The functions of the stack, by handler, by name or ARN, and by URL. One that changes keeps its waiting and running events.</summary>
internal sealed class FunctionRegistry(
    LocalAwsOptions options,
    IRoleAssumer roles,
    IListenerUrls listeners,
    IHostApplicationLifetime lifetime,
    IFaultInjector faults,
    IEnumerable<IFunctionLogSink> logSinks,
    OperatorChanges changes,
    IMetricRecorder metrics,
    TimeProvider time,
    ILogger<FunctionRuntime> logger) : IStackConsumer
{
    private volatile FunctionIndex _index = new([]);

    public IReadOnlyCollection<LambdaFunction> All => _index.ByName.Values;

    /// <summary>The function of a name or, of those that have the handler, the first.</summary>
    public LambdaFunction? Find(string nameOrHandler) =>
        _index.ByName.GetValueOrDefault(nameOrHandler) ?? _index.ByHandler.GetValueOrDefault(nameOrHandler);

    public LambdaFunction? FindByUrlId(string urlId) => _index.ByUrlId.GetValueOrDefault(urlId);

    /// <summary>The function that a name, an ARN or a partial ARN means; other versions than <c>$LATEST</c> do not exist here.</summary>
    public LambdaFunction? FindByName(string nameOrArn) => ArnOf(nameOrArn) == options.GetArns().Function(NameOf(nameOrArn))
        ? _index.ByName.GetValueOrDefault(NameOf(nameOrArn))
        : null;

    /// <summary>The ARN that a name, an ARN or a partial ARN means, in whichever account and region it is, and whether or not there is such a function.</summary>
    public string ArnOf(string nameOrArn)
    {
        var (account, region) = nameOrArn.Split(':') switch
        {
            ["arn", _, "lambda", var otherRegion, var other, "function", ..] => (other, otherRegion),
            [var other, "function", ..] => (other, options.Region),
            _ => (options.AccountId, options.Region),
        };
        return new AwsArns(account, region).Function(NameOf(nameOrArn));
    }

    /// <exception cref="LocalAwsOptionsException">A listener is configured for a function that has no URL.</exception>
    public Task ApplyAsync(Stack stack, CancellationToken cancellationToken)
    {
        var urls = stack.OfType(FunctionUrlConfiguration.ResourceType)
            .ToDictionary(url => NameOf(url.GetAtt("FunctionArn")), FunctionUrlConfiguration.Read, StringComparer.Ordinal);
        var after = stack.OfType(FunctionConfiguration.ResourceType).Select(resource => changes.Apply(FunctionConfiguration.Read(resource)))
            .Select(configuration => Create(stack, configuration, urls.GetValueOrDefault(configuration.Name)));
        var isFirst = _index.ByName.Count == 0;
        _index = new([.. after]);
        RegisterSessions();
        if (isFirst && options.TemplatePath.Length > 0)
        {
            RequireUrls();
        }

        return Task.CompletedTask;
    }

    private LambdaFunction Create(Stack stack, FunctionConfiguration configuration, FunctionUrlConfiguration? url)
    {
        var known = FindByName(configuration.Name);
        if (known is not null && known.Url == url && known.Configuration.IsSame(configuration))
        {
            return known;
        }

        var runtime = known?.Runtime
            ?? new FunctionRuntime(configuration, new FunctionLog(configuration, logSinks, time), options.EnforceFunctionTimeouts, time, logger);
        var environment = new FunctionEnvironment(configuration, runtime.Log, url is not null, stack, roles, listeners);
        runtime.Configure(configuration);
        return new(
            configuration,
            url,
            environment,
            runtime,
            new RuntimeApi(configuration, runtime, lifetime.ApplicationStopping),
            new FunctionMetrics(configuration.Name, metrics, time),
            faults,
            stack.Region);
    }

    // A process that an earlier one of this account started has its credentials already.
    private void RegisterSessions()
    {
        foreach (var function in All)
        {
            try
            {
                function.Environment.Assume();
            }
            catch (AwsException)
            {
                // Whoever asks for the function's environment is told why.
            }
        }
    }

    private void RequireUrls()
    {
        foreach (var handler in options.FunctionUrlPorts.Keys)
        {
            if (Find(handler)?.Url is null)
            {
                throw new LocalAwsOptionsException($"LocalAws__FunctionUrlPorts__{handler} is set, but the template has no function URL for the handler {handler}.");
            }
        }
    }

    // arn:aws:lambda:region:account:function:name[:qualifier] · account:function:name[:qualifier] · name[:qualifier]
    private static string NameOf(string nameOrArn)
    {
        const string marker = "function:";
        var start = nameOrArn.IndexOf(marker, StringComparison.Ordinal);
        var name = start < 0 ? nameOrArn : nameOrArn[(start + marker.Length)..];
        return name.EndsWith(":$LATEST", StringComparison.Ordinal) ? name[..^":$LATEST".Length] : name;
    }
}
