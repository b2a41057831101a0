namespace Podcast.LocalAws.Template;

/// <summary>
/// A service that provisions resources of the stack. Applying is idempotent: what is new is created, what changed is updated, what is
/// gone is removed, and state is kept by physical id, so that a bucket whose template changed still has its objects. While an update runs,
/// the stack may have two resources with one logical id: the one that is replaced, and before it its replacement.
/// </summary>
internal interface IStackConsumer
{
    /// <summary>
    /// Whether applying waits for other processes. At start such a consumer goes on in the background, and its <see cref="Core.Health.IHealthPart"/>
    /// says how far it is; what it can refuse by itself it refuses before its first wait.
    /// </summary>
    bool WaitsForOthers => false;

    /// <summary>Makes the service's state that of the stack. Called at start and after each change, never twice at once.</summary>
    /// <exception cref="TemplateException">A resource cannot be made as the template describes it.</exception>
    /// <exception cref="Core.AwsException">The service refuses a resource, with the error that it would have in AWS.</exception>
    Task ApplyAsync(Stack stack, CancellationToken cancellationToken);
}
