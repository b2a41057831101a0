using System.Diagnostics;

namespace Podcast.LocalAws.Lambda;

/// <summary>An event that its sender does not wait for.</summary>
/// <param name="Function">The function to run.</param>
/// <param name="Payload">The event.</param>
/// <param name="RequestId">The id, the same for each attempt.</param>
/// <param name="Trace">The sender's span.</param>
internal sealed record AsyncInvocation(LambdaFunction Function, ReadOnlyMemory<byte> Payload, string RequestId, ActivityContext Trace);
