using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.XRay;

internal static class XRayServiceCollectionExtensions
{
    /// <summary>Adds the endpoint that takes the functions' traces.</summary>
    public static IServiceCollection AddXRayService(this IServiceCollection services) => services.AddSingleton<IAwsService, XRayService>();
}
