using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Ssm;

internal static class SsmServiceCollectionExtensions
{
    /// <summary>Adds Systems Manager's parameters.</summary>
    public static IServiceCollection AddSsmService(this IServiceCollection services) => services.AddSingleton<IAwsService, SsmService>();
}
