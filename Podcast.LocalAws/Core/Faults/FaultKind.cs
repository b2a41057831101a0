namespace Podcast.LocalAws.Core.Faults;

/// <summary>The kind of a fault.</summary>
internal enum FaultKind
{
    /// <summary>The service refuses the call with its own throttling error; SDKs try it again.</summary>
    Throttle,

    /// <summary>The call takes longer.</summary>
    Latency,

    /// <summary>The service is down: 503.</summary>
    Outage,

    /// <summary>The service refuses the call because of another writer.</summary>
    Conflict,

    /// <summary>The process of a function ends before its response counts; what it did is done. For <see cref="FaultServices.Function"/> only.</summary>
    Kill,
}
