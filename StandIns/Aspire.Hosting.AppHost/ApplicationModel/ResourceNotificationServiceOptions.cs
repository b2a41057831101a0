namespace Aspire.Hosting.ApplicationModel;

/// <summary>Settings of <see cref="ResourceNotificationService"/>.</summary>
public sealed class ResourceNotificationServiceOptions
{
    /// <summary>What a waiting resource does when the other one fails and nothing was said about that.</summary>
    public WaitBehavior DefaultWaitBehavior { get; set; }
}
