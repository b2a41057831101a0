using Podcast.LocalAws.Core.Health;

namespace Podcast.LocalAws.Core.Supervision;

internal static class SupervisionServiceCollectionExtensions
{
    /// <summary>Adds the supervisor of everything that runs in the background.</summary>
    public static IServiceCollection AddSupervision(this IServiceCollection services) => services
        .AddSingleton<Supervisor>()
        .AddSingleton<IHealthPart>(provider => provider.GetRequiredService<Supervisor>());
}
