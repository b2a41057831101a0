using System.Text.Json.Nodes;

namespace Podcast.LocalAws.Core.Protocols.AwsJson;

/// <summary>A request of the JSON protocols.</summary>
/// <param name="Context">The HTTP request.</param>
/// <param name="Caller">Who signed it.</param>
/// <param name="Input">The members of the operation's input.</param>
internal sealed record AwsJsonRequest(HttpContext Context, AwsCaller Caller, JsonObject Input) : IAwsRequest
{
    public CancellationToken Aborted => Context.RequestAborted;
}
