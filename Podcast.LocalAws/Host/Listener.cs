namespace Podcast.LocalAws.Host;

/// <summary>The listener that a connection came in by; a feature of every request.</summary>
/// <param name="Kind">The kind of the listener.</param>
/// <param name="Handler">The function's handler, for <see cref="ListenerKind.FunctionUrl"/>.</param>
internal sealed record Listener(ListenerKind Kind, string? Handler = null);
