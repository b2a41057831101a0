using System.Text.Json.Nodes;

namespace Podcast.LocalAws.XRay.Otlp;

/// <summary>A span of an export request.</summary>
/// <param name="Size">Its bytes in the request.</param>
/// <param name="Start">When it began.</param>
/// <param name="Document">The span as CloudWatch stores it, with its resource and scope.</param>
internal sealed record OtlpSpan(int Size, DateTimeOffset Start, JsonObject Document);
