using System.Text.Json.Serialization;

namespace Podcast.Functions.Feeds;

/// <summary>A notice in one language, as <c>Notices/notices.json</c> has it.</summary>
/// <param name="Suffix">What is added to the feed's title.</param>
/// <param name="Title">What happened.</param>
/// <param name="Text">What happened and what to do. The sound says the title, and of this what follows the first sentence.</param>
/// <param name="Renew">The words of the link that helps.</param>
internal sealed record NoticeText(string Suffix, string Title, string Text, string Renew);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Dictionary<string, Dictionary<string, NoticeText>>))]
internal sealed partial class NoticeTextJsonContext : JsonSerializerContext;
