using System.Xml;
using Podcast.LocalAws.S3.Checksums;
using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>See https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html.</summary>
internal sealed class ListObjectVersions(S3Owner owner) : IS3Operation
{
    public IReadOnlyList<string> Names => ["ListObjectVersions"];

    public string? Action(S3Request request) => "s3:ListBucketVersions";

    public Task HandleAsync(S3Request request, Bucket bucket)
    {
        var query = request.Query;
        var encode = ListParameters.Encoding(request);
        var maxKeys = Math.Min(ListParameters.Maximum(request, "max-keys"), S3Limits.LargestPage);
        var versionMarker = query["version-id-marker"];
        if (!string.IsNullOrEmpty(versionMarker) && string.IsNullOrEmpty(query["key-marker"]))
        {
            throw S3Errors.InvalidArgument("A version-id marker cannot be specified without a key marker.");
        }

        var page = bucket.ListVersions(new(query["prefix"] ?? "", query["delimiter"] ?? "", query["key-marker"] ?? "", versionMarker, maxKeys));
        var isTruncated = page.NextKey is not null;
        return S3Xml.WriteAsync(request, "ListVersionsResult", xml =>
        {
            xml.WriteElement("Name", bucket.Name);
            xml.WriteElement("Prefix", encode(query["prefix"] ?? ""));
            xml.WriteElement("KeyMarker", encode(query["key-marker"] ?? ""));
            xml.WriteElement("VersionIdMarker", versionMarker ?? "");
            xml.WriteIfPresent("NextKeyMarker", page.NextKey, encode);
            xml.WriteIfPresent("NextVersionIdMarker", page.NextId, value => value);
            xml.WriteIfPresent("Delimiter", query["delimiter"], encode);
            xml.WriteIfPresent("EncodingType", query["encoding-type"], value => value);
            xml.WriteElement("MaxKeys", maxKeys);
            xml.WriteElement("IsTruncated", isTruncated);
            foreach (var version in page.Items)
            {
                WriteVersion(xml, version, bucket.IsLatest(version), encode);
            }

            foreach (var prefix in page.CommonPrefixes)
            {
                xml.WriteNested("CommonPrefixes", () => xml.WriteElement("Prefix", encode(prefix)));
            }
        });
    }

    private void WriteVersion(XmlWriter xml, StoredObject version, bool isLatest, Func<string, string> encode) =>
        xml.WriteNested(version.IsDeleteMarker ? "DeleteMarker" : "Version", () =>
        {
            xml.WriteElement("Key", encode(version.Key));
            xml.WriteElement("VersionId", version.VersionId);
            xml.WriteElement("IsLatest", isLatest);
            xml.WriteElement("LastModified", version.LastModified);
            if (!version.IsDeleteMarker)
            {
                xml.WriteElement("ETag", version.QuotedETag);
                xml.WriteElement("ChecksumAlgorithm", version.ChecksumAlgorithm.Name());
                xml.WriteElement("ChecksumType", version.ChecksumType.Name());
                xml.WriteElement("Size", version.Size);
                xml.WriteElement("StorageClass", "STANDARD");
            }

            xml.WriteNested("Owner", () => xml.WriteElement("ID", owner.Id));
        });
}
