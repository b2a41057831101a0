using Podcast.LocalAws.Core.Control;
using Podcast.LocalAws.Core.Faults;
using Podcast.LocalAws.Core.Health;

namespace Podcast.LocalAws.Host.Faults;

internal static class FaultServiceCollectionExtensions
{
    /// <summary>Adds faults that can be switched on while the process runs.</summary>
    public static IServiceCollection AddFaults(this IServiceCollection services) => services
        .AddSingleton<FaultInjector>()
        .AddSingleton<IFaultInjector>(provider => provider.GetRequiredService<FaultInjector>())
        .AddSingleton<IHealthPart, FaultHealth>()
        .AddSingleton<IControlPart, FaultControl>();
}
