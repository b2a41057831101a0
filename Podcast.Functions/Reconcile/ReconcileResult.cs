using System.Text.Json.Serialization;

namespace Podcast.Functions.Reconcile;

/// <summary>What a run found and did.</summary>
/// <param name="Items">Subscribers and signing keys that were compared.</param>
/// <param name="Drifted">Keys of which store and table said different things; they are repaired.</param>
/// <param name="LeftOut">Entries that the store has no room for.</param>
/// <param name="Invalid">Keys of items that make no sense, at most <see cref="MaxInvalid"/> of them; their entries are left as they are.</param>
/// <param name="Complete">False when time ran out; the next run goes on where this one stopped.</param>
/// <param name="Replayed">Failed changes that are in the store now, and whose messages are deleted; only when the payload says to replay.</param>
internal sealed record ReconcileResult(
    [property: JsonPropertyName("items")] int Items,
    [property: JsonPropertyName("drifted")] int Drifted,
    [property: JsonPropertyName("leftOut")] int LeftOut,
    [property: JsonPropertyName("invalid")] IReadOnlyList<string> Invalid,
    [property: JsonPropertyName("complete")] bool Complete,
    [property: JsonPropertyName("replayed")] int Replayed = 0)
{
    public const int MaxInvalid = 100;
}
