using System.Globalization;
using Podcast.LocalAws.S3.Checksums;
using Podcast.LocalAws.S3.Multipart;
using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>See https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html.</summary>
internal sealed class ListParts(MultipartUploads uploads, S3Owner owner) : IS3Operation
{
    public IReadOnlyList<string> Names => ["ListParts"];

    public string? Action(S3Request request) => "s3:ListMultipartUploadParts";

    public Task HandleAsync(S3Request request, Bucket bucket)
    {
        var upload = uploads.Find(request);
        var maxParts = Math.Min(ListParameters.Maximum(request, "max-parts"), S3Limits.LargestPage);
        var marker = int.TryParse(request.Query["part-number-marker"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var behind = upload.Parts.Where(part => part.Number > marker).ToList();
        var page = behind.Take(maxParts).ToList();
        var algorithm = upload.Description.Algorithm();
        return S3Xml.WriteAsync(request, "ListPartsResult", xml =>
        {
            xml.WriteElement("Bucket", bucket.Name);
            xml.WriteElement("Key", request.Address.Key);
            xml.WriteElement("UploadId", upload.Description.UploadId);
            xml.WriteNested("Initiator", () => xml.WriteElement("ID", owner.Id));
            xml.WriteNested("Owner", () => xml.WriteElement("ID", owner.Id));
            xml.WriteElement("StorageClass", "STANDARD");
            if (upload.Description.ChosenAlgorithm is { } chosen)
            {
                xml.WriteElement("ChecksumAlgorithm", chosen.Name());
                xml.WriteElement("ChecksumType", upload.Description.ChecksumType.Name());
            }

            xml.WriteElement("PartNumberMarker", marker);
            xml.WriteElement("NextPartNumberMarker", page.Count > 0 ? page[^1].Number : 0);
            xml.WriteElement("MaxParts", maxParts);
            xml.WriteElement("IsTruncated", behind.Count > page.Count);
            foreach (var part in page)
            {
                xml.WriteNested("Part", () =>
                {
                    xml.WriteElement("PartNumber", part.Number);
                    xml.WriteElement("LastModified", part.LastModified);
                    xml.WriteElement("ETag", part.QuotedETag);
                    xml.WriteElement("Size", part.Size);
                    xml.WriteElement(algorithm.Element(), part.Checksum);
                });
            }
        });
    }
}
