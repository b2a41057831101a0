using Microsoft.Extensions.DependencyInjection;
using Podcast.AppHost.Hosting;

namespace Podcast.AppHost.LocalAws;

/// <summary>Makes a project's process one of the stack's Lambda functions.</summary>
internal static class LambdaFunctionResourceBuilderExtensions
{
    /// <summary>Names the variables that are set here, so that the function's process removes what it inherits from the shell besides.</summary>
    private const string NamesVariable = "PODCAST_FUNCTION_VARIABLES";

    /// <summary>The setting that lets functions connect to addresses on this machine, which docs/events.md describes; a variable of theirs by the same name.</summary>
    private const string AllowPrivateAddresses = "ALLOW_PRIVATE_ADDRESSES";

    /// <summary>
    /// Gives the process the environment that the template describes for the function, and waits for its first poll of the Runtime API
    /// before it counts as healthy.
    /// </summary>
    /// <param name="function">The project that holds the function.</param>
    /// <param name="handler">The function's name in the catalog, which is its <c>Handler</c> in the template.</param>
    /// <param name="aws">Where the function's events come from.</param>
    public static IResourceBuilder<ProjectResource> AsLambdaFunction(
        this IResourceBuilder<ProjectResource> function, FunctionName handler, LocalAwsResource aws)
    {
        var name = function.Resource.Name;
        var client = new LambdaFunctionClient(handler, aws);
        function.ApplicationBuilder.Services.AddHealthChecks().Add(new($"{name}_runtime", _ => client, failureStatus: null, tags: null));
        return function
            .WithStartupTuning()
            .WithEnvironment(async context =>
            {
                foreach (var (key, value) in await client.GetEnvironmentAsync(context.CancellationToken))
                {
                    context.EnvironmentVariables[key] = value;
                }

                if (function.ApplicationBuilder.Configuration[AllowPrivateAddresses] is { Length: > 0 } allowed)
                {
                    context.EnvironmentVariables[AllowPrivateAddresses] = allowed;
                }

                context.EnvironmentVariables[NamesVariable] = string.Join(',', context.EnvironmentVariables.Keys.Append(NamesVariable));
            })
            .WithHealthCheck($"{name}_runtime")
            .OnResourceStopped((_, stopped, cancellationToken) => client.ReportExitAsync(stopped.ResourceEvent.Snapshot.ExitCode, cancellationToken))
            .WithAnnotation(new LambdaFunctionAnnotation(client))
            .WithIconName("MathFormula")
            .WithParentRelationship(aws.Project)
            .WithReferenceRelationship(aws.Project)
            .WaitForStart(aws.Project);
    }
}
