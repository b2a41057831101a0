namespace Podcast.LocalAws.CloudFront.AccessLogs;

/// <summary>A field of the access log.</summary>
/// <param name="Name">As the documentation has it, such as <c>sc-status</c>.</param>
/// <param name="Read">Its value for a request; empty where the log has a hyphen.</param>
internal sealed record AccessLogField(string Name, Func<AccessLogEntry, string?> Read);
