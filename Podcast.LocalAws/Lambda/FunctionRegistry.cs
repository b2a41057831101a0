using Podcast.LocalAws.Api;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Lambda.Runtime;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Lambda;

/// <summary>The functions of the stack, by handler, by name or ARN, and by URL.</summary>
internal sealed class FunctionRegistry
{
    private readonly Dictionary<string, LambdaFunction> _byHandler = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LambdaFunction> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LambdaFunction> _byUrlId = new(StringComparer.Ordinal);

    public FunctionRegistry(
        Stack stack,
        LocalAwsOptions options,
        CredentialRegistry credentials,
        Listeners listeners,
        IHostApplicationLifetime lifetime,
        TimeProvider time,
        ILogger<FunctionRuntime> logger)
    {
        var urls = stack.OfType(FunctionUrlConfiguration.ResourceType)
            .ToDictionary(url => NameOf(url.GetAtt("FunctionArn")), FunctionUrlConfiguration.Read, StringComparer.Ordinal);
        foreach (var resource in stack.OfType(FunctionConfiguration.ResourceType))
        {
            var configuration = FunctionConfiguration.Read(resource);
            var url = urls.GetValueOrDefault(configuration.Name);
            var environment = new FunctionEnvironment(configuration, url is not null, stack, credentials, listeners, time);
            var runtime = new FunctionRuntime(configuration, options.EnforceFunctionTimeouts, time, logger);
            var runtimeApi = new RuntimeApi(configuration, runtime, lifetime.ApplicationStopping);
            Add(new(configuration, url, environment, runtime, runtimeApi, stack.Region));
        }

        foreach (var handler in options.FunctionUrlPorts.Keys)
        {
            if (Find(handler)?.Url is null)
            {
                throw new LocalAwsOptionsException($"LocalAws__FunctionUrlPorts__{handler} is set, but the template has no function URL for the handler {handler}.");
            }
        }
    }

    public IReadOnlyCollection<LambdaFunction> All => _byName.Values;

    public LambdaFunction? Find(string handler) => _byHandler.GetValueOrDefault(handler);

    public LambdaFunction? FindByUrlId(string urlId) => _byUrlId.GetValueOrDefault(urlId);

    /// <summary>The function that a name, an ARN or a partial ARN means; other versions than <c>$LATEST</c> do not exist here.</summary>
    public LambdaFunction? FindByName(string nameOrArn) => _byName.GetValueOrDefault(NameOf(nameOrArn));

    // arn:aws:lambda:region:account:function:name[:qualifier] · account:function:name[:qualifier] · name[:qualifier]
    private static string NameOf(string nameOrArn)
    {
        const string marker = "function:";
        var start = nameOrArn.IndexOf(marker, StringComparison.Ordinal);
        var name = start < 0 ? nameOrArn : nameOrArn[(start + marker.Length)..];
        return name.EndsWith(":$LATEST", StringComparison.Ordinal) ? name[..^":$LATEST".Length] : name;
    }

    private void Add(LambdaFunction function)
    {
        _byName[function.Configuration.Name] = function;
        _byHandler.TryAdd(function.Configuration.Handler, function);
        if (function.Url is { } url)
        {
            _byUrlId[url.Id] = function;
        }
    }
}
