namespace Podcast.LocalAws.CloudFront.Functions;

/// <summary>What the function returned is not allowed. The message names the member, never a value.</summary>
internal sealed class FunctionValidationException(string message) : Exception(message);
