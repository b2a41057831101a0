using System.Text.Json.Serialization;

namespace Podcast.Functions.SubscriberCleanup;

/// <summary>What a run did.</summary>
/// <param name="Expired">Subscriptions that it ended.</param>
/// <param name="Renewed">Due ones that somebody else wrote in the meantime: renewed, ended or deleted.</param>
/// <param name="Complete">False when time ran out; the next run goes on, as what is done is no longer due.</param>
internal sealed record CleanupResult(
    [property: JsonPropertyName("expired")] int Expired,
    [property: JsonPropertyName("renewed")] int Renewed,
    [property: JsonPropertyName("complete")] bool Complete);
