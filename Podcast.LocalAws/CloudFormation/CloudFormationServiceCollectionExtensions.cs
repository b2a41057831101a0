using Podcast.LocalAws.Api;
using Podcast.LocalAws.Ssm;
using Podcast.LocalAws.Sts;

namespace Podcast.LocalAws.CloudFormation;

internal static class CloudFormationServiceCollectionExtensions
{
    /// <summary>Adds what <c>cdk deploy</c> talks to besides S3: CloudFormation, STS and Systems Manager's parameters.</summary>
    public static IServiceCollection AddCloudFormation(this IServiceCollection services) => services
        .AddSingleton<DeploymentPlanner>()
        .AddSingleton<StackStore>()
        .AddSingleton<CustomResources>()
        .AddSingleton<IControlPart>(provider => provider.GetRequiredService<CustomResources>())
        .AddSingleton<Deployer>()
        .AddSingleton<TemplateSource>()
        .AddSingleton<ChangeSetOperations>()
        .AddSingleton<IAwsService, CloudFormationService>()
        .AddSingleton<IAwsService, StsService>()
        .AddSingleton<IAwsService, SsmService>();
}
