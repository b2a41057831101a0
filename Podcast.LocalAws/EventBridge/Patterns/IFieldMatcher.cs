using System.Text.Json.Nodes;

namespace Podcast.LocalAws.EventBridge.Patterns;

/// <summary>One condition on a field; the conditions of a field are alternatives.</summary>
internal interface IFieldMatcher
{
    /// <summary>Whether a field that is there meets the condition.</summary>
    /// <param name="value">A string, number, boolean or null (which is <see langword="null"/>); never an object or array.</param>
    bool Matches(JsonNode? value);

    /// <summary>Whether the condition is met by a field that is not there.</summary>
    bool MatchesAbsent => false;
}
