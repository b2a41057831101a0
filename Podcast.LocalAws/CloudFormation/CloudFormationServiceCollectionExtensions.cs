using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Control;
using Podcast.LocalAws.Core.Ports;

namespace Podcast.LocalAws.CloudFormation;

internal static class CloudFormationServiceCollectionExtensions
{
    /// <summary>Adds CloudFormation, with the stack of the start and the bootstrap stack.</summary>
    public static IServiceCollection AddCloudFormation(this IServiceCollection services) => services
        .AddSingleton<DeploymentPlanner>()
        .AddSingleton<StackStore>()
        .AddSingleton<IAccountBootstrap>(provider => provider.GetRequiredService<StackStore>())
        .AddSingleton<CustomResources>()
        .AddSingleton<IControlPart>(provider => provider.GetRequiredService<CustomResources>())
        .AddSingleton<Deployer>()
        .AddSingleton<TemplateSource>()
        .AddSingleton<ChangeSetOperations>()
        .AddSingleton<IAwsService, CloudFormationService>();
}
