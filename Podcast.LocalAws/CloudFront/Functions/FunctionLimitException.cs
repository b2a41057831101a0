namespace Podcast.LocalAws.CloudFront.Functions;

/// <summary>The function used more than one run may. Code of the function cannot catch it.</summary>
internal sealed class FunctionLimitException(string message) : Exception(message);
