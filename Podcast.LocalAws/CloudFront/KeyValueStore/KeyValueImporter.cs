using System.Text.Json;
using Podcast.LocalAws.CloudFront.Api;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;

namespace Podcast.LocalAws.CloudFront.KeyValueStore;

/// <summary>
/// Reads the pairs that a store is filled with from an object in S3: <c>{"data":[{"key":"…","value":"…"}]}</c>. See
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/kvs-with-functions-create-s3-kvp.html.
/// </summary>
internal sealed class KeyValueImporter(IObjectReader objects)
{
    private const string ArnPrefix = $"arn:{AwsArns.Partition}:s3:::";

    /// <param name="sourceArn">The object's ARN.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="AwsException">There is no such object, or it is no such document, or more than a store holds.</exception>
    public async Task<IReadOnlyList<KeyValueEntry>> ReadAsync(string sourceArn, CancellationToken cancellationToken)
    {
        var slash = sourceArn.IndexOf('/', StringComparison.Ordinal);
        if (!sourceArn.StartsWith(ArnPrefix, StringComparison.Ordinal) || slash < 0)
        {
            throw CloudFrontErrors.InvalidArgument($"The import source has to be the ARN of an object, such as {ArnPrefix}bucket/key.json, but is {sourceArn}.");
        }

        var source = objects.Find(sourceArn[ArnPrefix.Length..slash], sourceArn[(slash + 1)..])
            ?? throw CloudFrontErrors.InvalidArgument($"The import source {sourceArn} does not exist.");
        if (source.Size > KeyValueStoreQuotas.StoreBytes)
        {
            throw new AwsException(
                "EntitySizeLimitExceeded", $"The import source has {source.Size} bytes; it has at most {KeyValueStoreQuotas.StoreBytes}.", StatusCodes.Status413PayloadTooLarge);
        }

        var entries = Read(await source.ReadAsync(cancellationToken));
        var duplicate = entries.GroupBy(entry => entry.Key, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return duplicate is null ? entries : throw Invalid($"the key {duplicate.Key} occurs twice");
    }

    private static List<KeyValueEntry> Read(byte[] content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Array
                ? [.. data.EnumerateArray().Select(ReadEntry)]
                : throw Invalid("it has no list \"data\"");
        }
        catch (JsonException)
        {
            throw Invalid("it is not JSON");
        }
    }

    private static KeyValueEntry ReadEntry(JsonElement item, int index)
    {
        try
        {
            var entry = new KeyValueEntry(RequestFields.RequireString(item, "key"), RequestFields.RequireString(item, "value"));
            RequestFields.CheckKey(entry.Key);
            KeyValueStoreQuotas.Check(entry);
            return entry;
        }
        catch (AwsException error)
        {
            throw Invalid($"data[{index}]: {error.Message}");
        }
    }

    private static AwsException Invalid(string reason) => CloudFrontErrors.InvalidArgument($"The import source is not valid: {reason.TrimEnd('.')}.");
}
