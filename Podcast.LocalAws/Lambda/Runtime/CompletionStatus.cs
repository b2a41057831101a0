namespace Podcast.LocalAws.Lambda.Runtime;

/// <summary>Whether a runtime's response was accepted, and if not, why.</summary>
internal enum CompletionStatus
{
    Accepted,

    /// <summary>No event with this request id is running: it is complete, it timed out, or it never existed.</summary>
    InvalidRequestId,

    /// <summary>The event is running, but in a later attempt.</summary>
    InvalidInvocationId,
}
