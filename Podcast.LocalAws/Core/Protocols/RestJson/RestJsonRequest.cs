using System.Text.Json.Nodes;

namespace Podcast.LocalAws.Core.Protocols.RestJson;

/// <summary>A request of the REST JSON protocol.</summary>
/// <param name="Context">The HTTP request.</param>
/// <param name="Caller">Who signed it.</param>
/// <param name="Labels">The labels of the operation's route.</param>
/// <param name="Input">The body's members; empty where the service reads the body itself.</param>
internal sealed record RestJsonRequest(HttpContext Context, AwsCaller Caller, IReadOnlyDictionary<string, string> Labels, JsonObject Input) : IAwsRequest
{
    public IQueryCollection Query => Context.Request.Query;

    public CancellationToken Aborted => Context.RequestAborted;

    /// <summary>A label of the operation's route.</summary>
    public string this[string label] => Labels[label];
}
