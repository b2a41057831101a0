using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;

namespace Podcast.AppHost.Deployment;

/// <summary>
/// <c>aspire publish</c> synthesizes the stack of Podcast.Infra into the output folder, template and assets; <c>aspire deploy</c> does the same and hands the
/// folder to <c>cdk deploy</c>, which works with the credentials, region and endpoint of the environment. See docs/deploy.md.
/// </summary>
internal static class DeploymentPipeline
{
    private const string Synthesize = "synthesize-stack";
    private const string Deploy = "deploy-stack";

    public static void AddCdkStack(this IDistributedApplicationBuilder builder)
    {
        var infra = new InfraProject(builder);
        builder.Pipeline.AddStep(new()
        {
            Name = Synthesize,
            Description = "Publishes the functions and synthesizes the CloudFormation template with its assets.",
            Action = context => infra.SynthesizeAsync(OutputOf(context), context.Logger, context.CancellationToken),
            DependsOnSteps = [WellKnownPipelineSteps.PublishPrereq],
            RequiredBySteps = [WellKnownPipelineSteps.Publish],
        });
        builder.Pipeline.AddStep(new()
        {
            Name = Deploy,
            Description = "Deploys the synthesized stack with the CDK CLI.",
            Action = context => DeployAsync(infra, context),
            DependsOnSteps = [Synthesize, WellKnownPipelineSteps.Publish, WellKnownPipelineSteps.DeployPrereq],
            RequiredBySteps = [WellKnownPipelineSteps.Deploy],
        });
    }

    private static async Task DeployAsync(InfraProject infra, PipelineStepContext context)
    {
        var cli = await CdkCli.EnsureAsync(infra.Folder, new LogWriter(context.Logger), context.CancellationToken);
        var outputs = await InfraProject.DeployAsync(cli, OutputOf(context), context.Logger, context.CancellationToken);
        foreach (var (name, value) in outputs)
        {
            context.Summary.Add(name, value);
        }
    }

    private static string OutputOf(PipelineStepContext context) => context.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory();
}
