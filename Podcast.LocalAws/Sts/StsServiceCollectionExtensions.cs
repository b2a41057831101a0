using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Sts;

internal static class StsServiceCollectionExtensions
{
    /// <summary>Adds the Security Token Service.</summary>
    public static IServiceCollection AddStsService(this IServiceCollection services) => services.AddSingleton<IAwsService, StsService>();
}
