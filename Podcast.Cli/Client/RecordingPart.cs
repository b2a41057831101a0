using System.Text.Json.Nodes;

namespace Podcast.Client;

/// <summary>One part of a recording that has to be uploaded.</summary>
/// <param name="Number">S3's part number, from 1.</param>
/// <param name="Offset">Where it begins in the file, in bytes.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Url">The presigned URL of its PUT.</param>
internal sealed record RecordingPart(int Number, long Offset, int Length, Uri Url)
{
    /// <summary>The parts that an <c>upload</c> of the publisher API still lacks.</summary>
    public static IReadOnlyList<RecordingPart> ReadMissing(JsonNode upload) =>
    [
        .. upload["parts"]!.AsArray().Select(part => new RecordingPart(
            part!["number"]!.GetValue<int>(),
            part["offset"]!.GetValue<long>(),
            part["contentLength"]!.GetValue<int>(),
            new(part["url"]!.GetValue<string>()))),
    ];
}
