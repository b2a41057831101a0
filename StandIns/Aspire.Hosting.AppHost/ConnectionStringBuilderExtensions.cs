using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

/// <summary>Adds connection strings made of other values.</summary>
public static partial class ConnectionStringBuilderExtensions
{
    /// <summary>Adds a connection string; it is there when the resources it is made of have started.</summary>
    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(
        this IDistributedApplicationBuilder builder,
        string name,
        ReferenceExpression connectionStringExpression)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(connectionStringExpression);
        var resource = builder.AddResource(new ConnectionStringResource(name, connectionStringExpression))
            .WithReferenceRelationship(connectionStringExpression)
            .WithInitialState(new CustomResourceSnapshot { ResourceType = KnownResourceTypes.ConnectionString, State = KnownResourceStates.NotStarted, Properties = [] })
            .OnInitializeResource(InitializeAsync);
        foreach (var source in Sources(connectionStringExpression))
        {
            resource.WaitForStart(builder.CreateResourceBuilder(source));
        }

        return resource;
    }

    /// <summary>Adds a connection string that is made part by part.</summary>
    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(
        this IDistributedApplicationBuilder builder,
        string name,
        Action<ReferenceExpressionBuilder> connectionStringBuilder)
    {
        ArgumentNullException.ThrowIfNull(connectionStringBuilder);
        var expression = new ReferenceExpressionBuilder();
        connectionStringBuilder(expression);
        return builder.AddConnectionString(name, expression.Build());
    }

    private static IEnumerable<IResource> Sources(ReferenceExpression expression) =>
        expression.ValueProviders
            .SelectMany(value => value is IResource resource ? [resource] : (value as IValueWithReferences)?.References.SelectMany(reference => reference is EndpointReference endpoint ? [endpoint.Resource] : new[] { reference }).OfType<IResource>() ?? [])
            .Where(resource => resource is not ParameterResource and not IResourceWithoutLifetime)
            .Distinct();

    private static async Task InitializeAsync(ConnectionStringResource resource, InitializeResourceEvent @event, CancellationToken cancellationToken)
    {
        try
        {
            await @event.Eventing.PublishAsync(new BeforeResourceStartedEvent(resource, @event.Services), cancellationToken).ConfigureAwait(false);
            await @event.Notifications.PublishUpdateAsync(resource, state => state with { State = KnownResourceStates.Running }).ConfigureAwait(false);
            await @event.Eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, @event.Services), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogFailed(@event.Logger, error, resource.Name);
            await @event.Notifications.PublishUpdateAsync(resource, state => state with { State = KnownResourceStates.FailedToStart }).ConfigureAwait(false);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The connection string '{ResourceName}' could not be made.")]
    private static partial void LogFailed(ILogger logger, Exception exception, string resourceName);
}
