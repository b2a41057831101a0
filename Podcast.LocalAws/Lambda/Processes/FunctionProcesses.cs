using Podcast.LocalAws.Core;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Lambda.Processes;

/// <summary>
/// Runs functions from their deployed packages. Not used under the app host, which starts the functions itself, with a debugger if one likes.
/// </summary>
internal sealed class FunctionProcesses(
    FunctionRegistry functions, CodePackages packages, LocalAwsOptions options, ILogger<FunctionProcess> logger) : IStackConsumer, IDisposable
{
    private readonly bool _isOn = options.StartFunctions ?? options.TemplatePath.Length == 0;
    private readonly Dictionary<string, FunctionProcess> _processes = new(StringComparer.Ordinal);

    /// <exception cref="Core.AwsException">A function's package is not in its bucket.</exception>
    /// <exception cref="TemplateException">A function's code is not a package in S3.</exception>
    public Task ApplyAsync(Stack stack, CancellationToken cancellationToken)
    {
        if (!_isOn)
        {
            return Task.CompletedTask;
        }

        var wanted = stack.OfType(FunctionConfiguration.ResourceType).ToDictionary(resource => resource.PhysicalId, FunctionCode.Read, StringComparer.Ordinal);
        foreach (var (name, process) in _processes.ToList())
        {
            // Whatever changed, Lambda starts anew.
            if (wanted.GetValueOrDefault(name) != process.Code || functions.FindByName(name) != process.Function)
            {
                _processes.Remove(name);
                process.Function.Runtime.Needed = null;
                process.Dispose();
            }
        }

        foreach (var (name, code) in wanted.Where(pair => !_processes.ContainsKey(pair.Key)))
        {
            packages.Require(code);
            var process = new FunctionProcess(functions.FindByName(name)!, code, packages, logger);
            _processes.Add(name, process);
            process.Function.Runtime.Needed = process.EnsureStarted;
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var process in _processes.Values)
        {
            process.Dispose();
        }
    }
}
