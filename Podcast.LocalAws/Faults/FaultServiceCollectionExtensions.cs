using Podcast.LocalAws.Api;

namespace Podcast.LocalAws.Faults;

internal static class FaultServiceCollectionExtensions
{
    /// <summary>Adds faults that can be switched on while the process runs.</summary>
    public static IServiceCollection AddFaults(this IServiceCollection services) => services
        .AddSingleton<FaultInjector>()
        .AddSingleton<IControlPart, FaultControl>();
}
