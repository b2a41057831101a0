namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a waiting resource does when the other one fails.</summary>
public enum WaitBehavior
{
    /// <summary>Wait on: someone may start it again.</summary>
    WaitOnResourceUnavailable,

    /// <summary>Give up.</summary>
    StopOnResourceUnavailable,
}
