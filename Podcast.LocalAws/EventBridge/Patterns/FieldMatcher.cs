using System.Text.Json.Nodes;

namespace Podcast.LocalAws.EventBridge.Patterns;

/// <summary>A condition that is one predicate.</summary>
internal sealed class FieldMatcher(Func<JsonNode?, bool> matches, bool matchesAbsent = false) : IFieldMatcher
{
    public bool MatchesAbsent => matchesAbsent;

    public bool Matches(JsonNode? value) => matches(value);
}
