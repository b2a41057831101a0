namespace Podcast.Functions.Hosting;

/// <summary>The function was started without something that it needs; the message says what.</summary>
internal sealed class FunctionConfigurationException(string message) : Exception(message);
