using System.Buffers.Text;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.S3.Checksums;

namespace Podcast.LocalAws.S3.Uploads;

/// <summary>What a client states about the data that it sends, in headers or, for a checksum, in the trailer.</summary>
internal sealed class ExpectedDigests
{
    private byte[]? _md5;
    private string? _checksum;
    private bool _inTrailer;

    private ExpectedDigests()
    {
    }

    /// <summary>The checksum that the client states; <see langword="null"/> when it states none.</summary>
    public ChecksumAlgorithm? Algorithm { get; private set; }

    /// <summary>Reads the headers of a request whose checksum is not that of its body.</summary>
    /// <exception cref="AwsException">The MD5 cannot be read.</exception>
    public static ExpectedDigests ParseMd5Only(IHeaderDictionary headers) => new() { _md5 = ParseMd5(headers) };

    /// <summary>Reads the headers of a request.</summary>
    /// <exception cref="AwsException">They contradict each other or cannot be read.</exception>
    public static ExpectedDigests Parse(IHeaderDictionary headers)
    {
        var expected = new ExpectedDigests { _md5 = ParseMd5(headers) };
        var stated = 0;
        foreach (var algorithm in ChecksumAlgorithms.All)
        {
            if (headers.TryGetValue(algorithm.Header(), out var value))
            {
                expected.Algorithm = algorithm;
                expected._checksum = CheckFormat(algorithm, value.ToString());
                stated++;
            }
        }

        foreach (var name in headers["x-amz-trailer"].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!ChecksumAlgorithms.TryParseHeader(name, out var algorithm))
            {
                throw S3Errors.InvalidRequest("The value specified in the x-amz-trailer header is not supported");
            }

            expected.Algorithm = algorithm;
            expected._inTrailer = true;
            stated++;
        }

        if (stated > 1)
        {
            throw S3Errors.InvalidRequest("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
        }

        if (stated == 0 && headers.ContainsKey("x-amz-sdk-checksum-algorithm"))
        {
            throw S3Errors.InvalidRequest(
                "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.");
        }

        return expected;
    }

    /// <exception cref="AwsException">The data are not what the client stated.</exception>
    public void Verify(ObjectDigests digests, IReadOnlyDictionary<string, string>? trailer)
    {
        if (_md5 is not null && !digests.Md5.AsSpan().SequenceEqual(_md5))
        {
            throw S3Errors.BadDigest("Content-MD5");
        }

        if (Algorithm is not { } stated)
        {
            return;
        }

        if (_inTrailer)
        {
            _checksum = trailer is not null && trailer.TryGetValue(stated.Header(), out var value)
                ? CheckFormat(stated, value)
                : throw S3Errors.MalformedTrailer();
        }

        if (_checksum != digests.Checksum(stated))
        {
            throw S3Errors.BadDigest(stated.Name());
        }
    }

    private static string CheckFormat(ChecksumAlgorithm algorithm, string value) =>
        Base64.IsValid(value, out var length) && length == algorithm.Length()
            ? value
            : throw S3Errors.InvalidRequest($"Value for {algorithm.Header()} header is invalid.");

    private static byte[]? ParseMd5(IHeaderDictionary headers)
    {
        // An empty one is none that S3 takes.
        if (!headers.TryGetValue("Content-MD5", out var values))
        {
            return null;
        }

        var value = values.ToString();

        var md5 = new byte[18];
        return Convert.TryFromBase64String(value, md5, out var length) && length == 16 ? md5[..16] : throw S3Errors.InvalidDigest();
    }
}
