namespace Podcast.Tests.Unit.StandIns.LambdaRuntimeSupport;

/// <summary>A call a runtime client made.</summary>
internal sealed record RuntimeApiCall(string Path, string Body, Dictionary<string, string> Headers);
