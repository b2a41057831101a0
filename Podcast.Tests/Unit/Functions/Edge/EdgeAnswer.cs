using System.Text.Json.Nodes;

namespace Podcast.Tests.Unit.Functions.Edge;

/// <summary>The request that goes on to an origin, or the response that goes back to the viewer.</summary>
/// <param name="Result">What the function returned.</param>
/// <param name="SelectedOrigin">The origin that it chose; null for the behavior's own.</param>
/// <param name="Reads">The keys that it read, in order.</param>
internal sealed record EdgeAnswer(JsonObject Result, string? SelectedOrigin, IReadOnlyList<string> Reads)
{
    /// <summary>The response's status; null when the request goes on.</summary>
    public int? Status => Result["statusCode"]?.GetValue<int>();

    public string? Uri => Result["uri"]?.GetValue<string>();

    public string? Header(string name) => Result["headers"]?[name]?["value"]?.GetValue<string>();
}
