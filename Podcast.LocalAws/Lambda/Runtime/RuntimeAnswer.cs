namespace Podcast.LocalAws.Lambda.Runtime;

/// <summary>Whether a runtime's answer was taken, and if not, why.</summary>
internal enum RuntimeAnswer
{
    Accepted,

    /// <summary>No event with this request id is running: it was answered, it timed out, or it never was.</summary>
    InvalidRequestId,

    /// <summary>The event is running, but in a later attempt than the one answered.</summary>
    InvalidInvocationId,
}
