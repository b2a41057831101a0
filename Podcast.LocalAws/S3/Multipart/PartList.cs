using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;
using Podcast.LocalAws.S3.Checksums;
using Podcast.LocalAws.S3.Uploads;

namespace Podcast.LocalAws.S3.Multipart;

/// <summary>The parts that a client wants its object to be made of, checked against those that are there.</summary>
internal sealed class PartList
{
    private readonly ChecksumAlgorithm _algorithm;

    private PartList(ChecksumAlgorithm algorithm, IReadOnlyList<StoredPart> parts)
    {
        _algorithm = algorithm;
        Parts = parts;
    }

    public IReadOnlyList<StoredPart> Parts { get; }

    public long Size => Parts.Sum(part => part.Size);

    /// <summary>The MD5 of the parts' MD5s, and their number.</summary>
    [SuppressMessage("Security", "CA5351", Justification = "An ETag is made of MD5s.")]
    public string ETag => $"{Convert.ToHexStringLower(MD5.HashData(Parts.SelectMany(part => Convert.FromHexString(part.ETag)).ToArray()))}-{Parts.Count}";

    /// <summary>The checksum of the parts' checksums, and their number.</summary>
    public string CompositeChecksum
    {
        get
        {
            using var checksum = _algorithm.Start();
            foreach (var part in Parts)
            {
                checksum.Append(Convert.FromBase64String(part.Checksum));
            }

            return $"{Convert.ToBase64String(checksum.Finish())}-{Parts.Count}";
        }
    }

    /// <summary>Reads a <c>CompleteMultipartUpload</c> document.</summary>
    /// <exception cref="Core.AwsException">It is none, a part is missing, another or too small, or the order is wrong.</exception>
    public static PartList Read(XElement document, MultipartUpload upload)
    {
        var algorithm = upload.Description.Algorithm();
        var present = upload.Parts.ToDictionary(part => part.Number);
        var parts = new List<StoredPart>();
        foreach (var element in document.Children("Part"))
        {
            if (!int.TryParse(element.Child("PartNumber")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || element.Child("ETag")?.Value is not { } etag)
            {
                throw S3Errors.MalformedXml();
            }

            if (parts.Count > 0 && number <= parts[^1].Number)
            {
                throw S3Errors.InvalidPartOrder();
            }

            if (!present.TryGetValue(number, out var part) || etag.Trim('"') != part.ETag)
            {
                throw S3Errors.InvalidPart();
            }

            CheckChecksum(element, upload.Description, part);
            parts.Add(part);
        }

        if (parts.Count is 0 or > S3Limits.MostParts)
        {
            throw S3Errors.MalformedXml();
        }

        return parts.SkipLast(1).All(part => part.Size >= S3Limits.SmallestPart) ? new(algorithm, parts) : throw S3Errors.EntityTooSmall();
    }

    private static void CheckChecksum(XElement element, UploadDescription upload, StoredPart part)
    {
        var stated = element.Child(upload.Algorithm().Element())?.Value;
        if (stated is null && upload is { ChosenAlgorithm: { } chosen, ChecksumType: ChecksumType.Composite })
        {
            throw S3Errors.InvalidRequest(
                $"The upload was created using a {chosen.Name().ToLowerInvariant()} checksum. The complete request must include the checksum for each part. "
                + $"It was missing for part {part.Number} in the request.");
        }

        if (stated is not null && stated != part.Checksum)
        {
            throw S3Errors.InvalidPart();
        }
    }
}
