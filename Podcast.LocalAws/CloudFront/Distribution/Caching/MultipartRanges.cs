using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.CloudFront.Distribution.Caching;

/// <summary>A body of several ranges. See RFC 9110, 14.6.</summary>
internal sealed class MultipartRanges
{
    private readonly string _boundary = "CloudFront" + Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    public MultipartRanges(IReadOnlyList<ByteRange> ranges, long length, string? contentType)
    {
        Parts = [.. ranges.Select(range => (Encoding.ASCII.GetBytes(Head(range, length, contentType)), range))];
        End = Encoding.ASCII.GetBytes($"\r\n--{_boundary}--\r\n");
    }

    public string ContentType => $"multipart/byteranges; boundary={_boundary}";

    public long ContentLength => Parts.Sum(part => part.Head.Length + part.Range.Length) + End.Length;

    /// <summary>Each range with what goes in front of it.</summary>
    public IReadOnlyList<(byte[] Head, ByteRange Range)> Parts { get; }

    public byte[] End { get; }

    private string Head(ByteRange range, long length, string? contentType) => string.Create(
        CultureInfo.InvariantCulture,
        $"\r\n--{_boundary}\r\n{(contentType is null ? "" : $"Content-Type: {contentType}\r\n")}Content-Range: bytes {range.Offset}-{range.Offset + range.Length - 1}/{length}\r\n\r\n");
}
