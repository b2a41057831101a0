namespace Podcast.LocalAws.CloudFront.Functions.Events;

/// <summary>The function failed; the viewer gets an error page.</summary>
/// <param name="Kind">Which page.</param>
/// <param name="Message">For the log.</param>
/// <param name="Logs">The lines until then.</param>
internal sealed record FailureResult(FunctionFailure Kind, string Message, IReadOnlyList<string> Logs) : FunctionResult(Logs);
