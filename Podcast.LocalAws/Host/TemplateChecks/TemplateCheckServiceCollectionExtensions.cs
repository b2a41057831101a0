using Podcast.LocalAws.CloudFormation;
using Podcast.LocalAws.Core.Health;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Host.TemplateChecks;

internal static class TemplateCheckServiceCollectionExtensions
{
    /// <summary>Adds the check of each deployed template. Registered before the services, so that its findings precede their errors.</summary>
    public static IServiceCollection AddTemplateCheck(this IServiceCollection services) => services
        .AddSingleton<TemplateCheck>()
        .AddSingleton<IDeploymentReview, DeploymentReview>()
        .AddStackConsumer<TemplateCheck>()
        .AddSingleton<IHealthPart>(provider => provider.GetRequiredService<TemplateCheck>());
}
