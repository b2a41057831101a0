using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Lambda.Processes;

/// <summary>
/// Runs functions from their deployed packages. Those of the template that this process was started with are run by whoever started it, such as
/// the app host, with a debugger if one likes.
/// </summary>
internal sealed class FunctionProcesses(
    FunctionRegistry functions, CodePackages packages, OperatorChanges changes, LocalAwsOptions options, ILogger<FunctionProcess> logger) : IStackConsumer, IDisposable
{
    private HashSet<string>? _runByOthers;
    private readonly ConcurrentDictionary<string, FunctionProcess> _processes = new(StringComparer.Ordinal);

    /// <exception cref="Core.AwsException">A function's package is not in its bucket.</exception>
    /// <exception cref="TemplateException">A function's code is not a package in S3.</exception>
    public Task ApplyAsync(Stack stack, CancellationToken cancellationToken)
    {
        // The first stack is that of the start.
        _runByOthers ??= options.TemplatePath.Length > 0
            ? [.. stack.OfType(FunctionConfiguration.ResourceType).Select(resource => resource.PhysicalId)]
            : [];
        var wanted = stack.OfType(FunctionConfiguration.ResourceType).Where(IsRunHere).ToDictionary(
            resource => resource.PhysicalId, resource => changes.Apply(resource.PhysicalId, FunctionCode.Read(resource)), StringComparer.Ordinal);
        foreach (var (name, process) in _processes.ToList())
        {
            // Whatever changed, Lambda starts anew.
            if (wanted.GetValueOrDefault(name) != process.Code || functions.FindByName(name) != process.Function)
            {
                _processes.TryRemove(name, out _);
                process.Function.Runtime.Needed = null;
                process.Dispose();
            }
        }

        foreach (var (name, code) in wanted.Where(pair => !_processes.ContainsKey(pair.Key)))
        {
            packages.Require(code);
            var process = new FunctionProcess(functions.FindByName(name)!, code, packages, logger);
            _processes[name] = process;
            process.Function.Runtime.Needed = process.EnsureStarted;
        }

        return Task.CompletedTask;
    }

    /// <summary>The package that a function is run from; <see langword="null"/> when others run its process.</summary>
    public FunctionCode? CodeOf(string function) => _processes.GetValueOrDefault(function)?.Code;

    private bool IsRunHere(StackResource function) => (options.StartFunctions ?? !_runByOthers!.Contains(function.PhysicalId))
        && FunctionCommand.WhyNotRunnable(function.Properties["Runtime"]?.ToString(), function.Properties["Code"] as JsonObject) is null;

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var process in _processes.Values)
        {
            process.Dispose();
        }
    }
}
