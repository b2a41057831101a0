using System.Globalization;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>See https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html. Buckets come from the template, so nothing here makes or removes one.</summary>
internal sealed class ListBuckets(ObjectStorage storage, S3Owner owner, LocalAwsOptions options)
{
    public const string Name = "ListBuckets";

    private const int MostBuckets = 10_000;

    public Task HandleAsync(S3Request request)
    {
        var query = request.Query;
        var prefix = query["prefix"] ?? "";
        var after = query["continuation-token"] is { } token ? ListObjectsV2.DecodeToken(token) : null;
        var matching = storage.Buckets
            .Where(_ => query["bucket-region"] is not { Length: > 0 } region || region == options.Region)
            .Where(bucket => bucket.Name.StartsWith(prefix, StringComparison.Ordinal) && (after is null || string.CompareOrdinal(bucket.Name, after) > 0))
            .OrderBy(bucket => bucket.Name, StringComparer.Ordinal)
            .ToList();
        var page = matching.Take(Maximum(query["max-buckets"])).ToList();
        return S3Xml.WriteAsync(request, "ListAllMyBucketsResult", xml =>
        {
            xml.WriteNested("Owner", () => xml.WriteElement("ID", owner.Id));
            xml.WriteNested("Buckets", () =>
            {
                foreach (var bucket in page)
                {
                    xml.WriteNested("Bucket", () =>
                    {
                        xml.WriteElement("Name", bucket.Name);
                        xml.WriteElement("CreationDate", bucket.CreatedAt);
                        if (query.Contains("max-buckets") || query.Contains("bucket-region"))
                        {
                            xml.WriteElement("BucketRegion", options.Region);
                        }
                    });
                }
            });
            xml.WriteIfPresent("Prefix", prefix, value => value);
            xml.WriteIfPresent("ContinuationToken", page.Count < matching.Count ? ListObjectsV2.EncodeToken(page[^1].Name) : null, value => value);
        });
    }

    private static int Maximum(string? text) =>
        text is null ? MostBuckets
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var maximum) && maximum is > 0 and <= MostBuckets ? maximum
        : throw S3Errors.InvalidArgument($"Argument max-buckets must be an integer between 1 and {MostBuckets}");
}
