using Podcast.LocalAws.S3.Checksums;
using Podcast.LocalAws.S3.Multipart;
using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>See https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html.</summary>
internal sealed class ListMultipartUploads(MultipartUploads uploads, S3Owner owner) : IS3Operation
{
    public IReadOnlyList<string> Names => ["ListMultipartUploads"];

    public string? Action(S3Request request) => "s3:ListBucketMultipartUploads";

    public Task HandleAsync(S3Request request, Bucket bucket)
    {
        var query = request.Query;
        var encode = ListParameters.Encoding(request);
        var maxUploads = Math.Min(ListParameters.Maximum(request, "max-uploads"), S3Limits.LargestPage);
        // Without a key marker S3 ignores the other one.
        var idMarker = string.IsNullOrEmpty(query["key-marker"]) ? null : query["upload-id-marker"];
        var page = uploads.List(
            bucket.Name, new(query["prefix"] ?? "", query["delimiter"] ?? "", query["key-marker"] ?? "", idMarker, maxUploads));
        return S3Xml.WriteAsync(request, "ListMultipartUploadsResult", xml =>
        {
            xml.WriteElement("Bucket", bucket.Name);
            xml.WriteElement("KeyMarker", encode(query["key-marker"] ?? ""));
            xml.WriteElement("UploadIdMarker", query["upload-id-marker"] ?? "");
            xml.WriteIfPresent("NextKeyMarker", page.NextKey, encode);
            xml.WriteIfPresent("NextUploadIdMarker", page.NextId, value => value);
            xml.WriteIfPresent("Prefix", query["prefix"], encode);
            xml.WriteIfPresent("Delimiter", query["delimiter"], encode);
            xml.WriteIfPresent("EncodingType", query["encoding-type"], value => value);
            xml.WriteElement("MaxUploads", maxUploads);
            xml.WriteElement("IsTruncated", page.NextKey is not null);
            foreach (var upload in page.Items.Select(item => item.Description))
            {
                xml.WriteNested("Upload", () =>
                {
                    xml.WriteElement("UploadId", upload.UploadId);
                    xml.WriteElement("Key", encode(upload.Key));
                    xml.WriteNested("Initiator", () => xml.WriteElement("ID", owner.Id));
                    xml.WriteNested("Owner", () => xml.WriteElement("ID", owner.Id));
                    xml.WriteElement("StorageClass", "STANDARD");
                    xml.WriteElement("Initiated", upload.Initiated);
                    if (upload.ChosenAlgorithm is { } chosen)
                    {
                        xml.WriteElement("ChecksumAlgorithm", chosen.Name());
                        xml.WriteElement("ChecksumType", upload.ChecksumType.Name());
                    }
                });
            }

            foreach (var prefix in page.CommonPrefixes)
            {
                xml.WriteNested("CommonPrefixes", () => xml.WriteElement("Prefix", encode(prefix)));
            }
        });
    }
}
