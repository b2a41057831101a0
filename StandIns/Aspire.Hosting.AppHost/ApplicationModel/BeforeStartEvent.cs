using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The application is about to start; the model may still be changed.</summary>
/// <param name="services">The application's services.</param>
/// <param name="model">The app model.</param>
public class BeforeStartEvent(IServiceProvider services, DistributedApplicationModel model) : IDistributedApplicationEvent
{
    /// <summary>The application's services.</summary>
    public IServiceProvider Services { get; } = services;

    /// <summary>The app model.</summary>
    public DistributedApplicationModel Model { get; } = model;
}
