namespace Podcast.LocalAws.CloudFront.Functions.Program;

/// <summary>The code cannot run on CloudFront: every request would get 503. The message names the line and the construct.</summary>
internal sealed class FunctionLoadException(string message) : Exception(message);
