namespace Podcast.Functions.Hosting;

/// <summary>The function's configuration is incomplete; the message names what is missing.</summary>
internal sealed class FunctionConfigurationException(string message) : Exception(message);
