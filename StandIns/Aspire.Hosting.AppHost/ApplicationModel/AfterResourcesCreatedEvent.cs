using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>All resources that start with the application have been started.</summary>
/// <param name="services">The application's services.</param>
/// <param name="model">The app model.</param>
public class AfterResourcesCreatedEvent(IServiceProvider services, DistributedApplicationModel model) : IDistributedApplicationEvent
{
    /// <summary>The application's services.</summary>
    public IServiceProvider Services { get; } = services;

    /// <summary>The app model.</summary>
    public DistributedApplicationModel Model { get; } = model;
}
