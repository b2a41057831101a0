using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>Asks a resource's callbacks for its arguments and environment, and waits for the values.</summary>
internal sealed class ResourceConfiguration(DistributedApplicationExecutionContext context, ResourceLoggerService loggers)
{
    public async Task<(List<string> Arguments, SortedDictionary<string, string> Environment)> ResolveAsync(IResource resource, CancellationToken cancellationToken)
    {
        var log = loggers.GetLogger(resource);
        return (await ArgumentsAsync(resource, log, cancellationToken).ConfigureAwait(false), await EnvironmentAsync(resource, log, cancellationToken).ConfigureAwait(false));
    }

    private async Task<List<string>> ArgumentsAsync(IResource resource, ILogger log, CancellationToken cancellationToken)
    {
        var callbackContext = new CommandLineArgsCallbackContext([], resource, cancellationToken) { ExecutionContext = context, Logger = log };
        foreach (var callback in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await callback.Callback(callbackContext).ConfigureAwait(false);
        }

        var arguments = new List<string>();
        foreach (var argument in callbackContext.Args)
        {
            if (await ValueAsync(resource, argument, cancellationToken).ConfigureAwait(false) is { } value)
            {
                arguments.Add(value);
            }
        }

        return arguments;
    }

    private async Task<SortedDictionary<string, string>> EnvironmentAsync(IResource resource, ILogger log, CancellationToken cancellationToken)
    {
        var callbackContext = new EnvironmentCallbackContext(context, resource, cancellationToken: cancellationToken) { Logger = log };
        foreach (var callback in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await callback.Callback(callbackContext).ConfigureAwait(false);
        }

        var environment = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in callbackContext.EnvironmentVariables)
        {
            if (await ValueAsync(resource, value, cancellationToken).ConfigureAwait(false) is { } resolved)
            {
                environment[name] = resolved;
            }
        }

        return environment;
    }

    private async ValueTask<string?> ValueAsync(IResource resource, object value, CancellationToken cancellationToken)
    {
        var provider = value is IResourceBuilder<IResource> builder ? builder.Resource as IValueProvider : value as IValueProvider;
        return provider is null
            ? value as string ?? value.ToString()
            : await provider.GetValueAsync(new ValueProviderContext { ExecutionContext = context, Caller = resource }, cancellationToken).ConfigureAwait(false);
    }
}
