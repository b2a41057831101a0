using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;

namespace Podcast.Functions.PublisherApi.Artwork;

/// <summary>
/// Artwork as Apple takes it: JPEG or PNG, square, 1400 to 3000 pixels, RGB without transparency. It is read from header to end, so that half a file is
/// no artwork. https://podcasters.apple.com/support/896-artwork-requirements
/// </summary>
/// <param name="Extension">The ending of its file name.</param>
/// <param name="ContentType">Its media type.</param>
internal sealed record ArtworkImage(string Extension, string ContentType)
{
    /// <summary>A function URL takes 6 MB, and a third of that goes into base64.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private const int MinPixels = 1400;
    private const int MaxPixels = 3000;
    private const int HashBytes = 16;
    private const string Truncated = "The image ends before it is complete.";

    private static readonly ArtworkImage Jpeg = new("jpg", "image/jpeg");
    private static readonly ArtworkImage Png = new("png", "image/png");

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The name under which this image is kept, which is never that of another.</summary>
    public string FileName(ReadOnlySpan<byte> image)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(image, digest);
        return $"{Convert.ToHexStringLower(digest[..HashBytes])}.{Extension}";
    }

    /// <returns>The image, or why it is none that can be used; never both.</returns>
    public static (ArtworkImage? Image, string? Fault) Read(ReadOnlySpan<byte> file)
    {
        var (image, fault) = file.StartsWith(PngSignature) ? (Png, FindPngFault(file))
            : file is [0xFF, 0xD8, 0xFF, ..] ? (Jpeg, FindJpegFault(file))
            : (null, "It is neither a JPEG nor a PNG image.");
        return fault is null ? (image, null) : (null, fault);
    }

    private static string? FindSizeFault(int width, int height) =>
        width != height ? $"The image is {width} x {height} pixels; it has to be square."
        : width is < MinPixels or > MaxPixels
            ? $"The image is {width} x {height} pixels; it has to be {MinPixels} x {MinPixels} to {MaxPixels} x {MaxPixels}."
        : null;

    // Chunks of length, type, data and checksum: https://www.w3.org/TR/png-3/#5DataRep.
    private static string? FindPngFault(ReadOnlySpan<byte> file)
    {
        var rest = file[PngSignature.Length..];
        var isFirst = true;
        var hasData = false;
        while (rest.Length >= 12)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - 12)
            {
                return Truncated;
            }

            var chunk = rest.Slice(4, 4 + (int)length);
            if (Crc32.HashToUInt32(chunk) != BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + (int)length)..]))
            {
                return "The image is damaged: a checksum within is wrong.";
            }

            var type = chunk[..4];
            if (isFirst != type.SequenceEqual("IHDR"u8))
            {
                return "The image is damaged: its header is not where it has to be.";
            }

            if (isFirst && FindPngHeaderFault(chunk[4..]) is { } fault)
            {
                return fault;
            }

            if (type.SequenceEqual("tRNS"u8))
            {
                return "The image has transparency; save it without an alpha channel.";
            }

            if (type.SequenceEqual("IEND"u8))
            {
                return hasData ? null : Truncated;
            }

            hasData |= type.SequenceEqual("IDAT"u8);
            isFirst = false;
            rest = rest[(12 + (int)length)..];
        }

        return Truncated;
    }

    // https://www.w3.org/TR/png-3/#11IHDR
    private static string? FindPngHeaderFault(ReadOnlySpan<byte> header)
    {
        if (header.Length != 13)
        {
            return "The image is damaged: its header has the wrong length.";
        }

        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(header), BinaryPrimitives.ReadUInt32BigEndian(header[4..]));
        return FindSizeFault((int)Math.Min(width, int.MaxValue), (int)Math.Min(height, int.MaxValue)) ?? header[9] switch
        {
            2 or 3 => null,
            0 => "The image is greyscale; save it in the RGB colour space.",
            4 or 6 => "The image has transparency; save it without an alpha channel.",
            _ => "The image is damaged: it has no colour type that exists.",
        };
    }

    // Segments that begin with a marker: https://www.w3.org/Graphics/JPEG/itu-t81.pdf, annex B.
    private static string? FindJpegFault(ReadOnlySpan<byte> file)
    {
        var at = 2;
        var hasFrame = false;
        while (true)
        {
            while (at < file.Length && file[at] == 0xFF && at + 1 < file.Length && file[at + 1] == 0xFF)
            {
                at++;
            }

            if (at + 1 >= file.Length)
            {
                return Truncated;
            }

            if (file[at] != 0xFF)
            {
                return "The image is damaged: a marker is missing.";
            }

            var marker = file[at + 1];
            at += 2;
            if (marker == 0xD9)
            {
                return hasFrame ? null : Truncated;
            }

            if (marker is 0x01 or (>= 0xD0 and <= 0xD7))
            {
                continue;
            }

            var length = at + 2 <= file.Length ? BinaryPrimitives.ReadUInt16BigEndian(file[at..]) : 0;
            if (length < 2 || at + length > file.Length)
            {
                return Truncated;
            }

            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                if (FindFrameFault(marker, file.Slice(at + 2, length - 2)) is { } fault)
                {
                    return fault;
                }

                hasFrame = true;
            }

            at += length;
            if (marker == 0xDA)
            {
                at = SkipScan(file, at);
            }
        }
    }

    private static string? FindFrameFault(byte marker, ReadOnlySpan<byte> frame)
    {
        if (frame.Length < 6)
        {
            return Truncated;
        }

        if (marker is not (0xC0 or 0xC1 or 0xC2) || frame[0] != 8)
        {
            return "The image is a kind of JPEG that browsers do not show; save it as an ordinary one, baseline or progressive.";
        }

        return FindSizeFault(BinaryPrimitives.ReadUInt16BigEndian(frame[3..]), BinaryPrimitives.ReadUInt16BigEndian(frame[1..])) ?? frame[5] switch
        {
            3 => null,
            1 => "The image is greyscale; save it in the RGB colour space.",
            4 => "The image is CMYK; save it in the RGB colour space.",
            _ => "The image is not in the RGB colour space.",
        };
    }

    // Within a scan 0xFF is followed by 0, or by a restart marker.
    private static int SkipScan(ReadOnlySpan<byte> file, int at)
    {
        while (at + 1 < file.Length && !(file[at] == 0xFF && file[at + 1] is not (0 or 0xFF or (>= 0xD0 and <= 0xD7))))
        {
            at++;
        }

        return at;
    }
}
