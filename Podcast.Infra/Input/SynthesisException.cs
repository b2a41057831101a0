namespace Podcast.Infra.Input;

/// <summary>The stack cannot be synthesized, for a reason that its message tells in one sentence to whoever started the build.</summary>
internal sealed class SynthesisException(string message, Exception? inner = null) : Exception(message, inner);
