namespace Podcast.Infra.Input;

/// <summary>The stack cannot be synthesized, for a reason that its message states in one sentence.</summary>
internal sealed class SynthesisException(string message, Exception? inner = null) : Exception(message, inner);
