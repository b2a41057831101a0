using Microsoft.Extensions.DependencyInjection;
using Podcast.AppHost.Hosting;

namespace Podcast.AppHost.LocalAws;

/// <summary>Makes a project's process one of the stack's Lambda functions.</summary>
internal static class LambdaFunctionResourceBuilderExtensions
{
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
            // The template decides where traces go besides the dashboard, not the developer's shell.
            .WithEnvironment("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "")
            .WithEnvironment(async context =>
            {
                foreach (var (key, value) in await client.GetEnvironmentAsync(context.CancellationToken))
                {
                    context.EnvironmentVariables[key] = value;
                }
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
