using System.Text.Json;

namespace Podcast.Functions.Hosting;

/// <summary>S3's event of an object that was created: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html.</summary>
internal sealed record ObjectCreated(string Bucket, string Key, long Size)
{
    /// <returns>Null when the event is something else.</returns>
    public static ObjectCreated? Read(JsonElement input)
    {
        if (input.ValueKind != JsonValueKind.Object
            || !input.TryGetProperty("detail-type", out var type)
            || type.ValueKind != JsonValueKind.String
            || type.GetString() != "Object Created"
            || !input.TryGetProperty("detail", out var detail))
        {
            return null;
        }

        var created = detail.GetProperty("object");
        return new(
            detail.GetProperty("bucket").GetProperty("name").GetString()!,
            created.GetProperty("key").GetString()!,
            created.TryGetProperty("size", out var size) ? size.GetInt64() : 0);
    }
}
