using System.Buffers.Binary;

namespace Podcast.Functions.Transcoding;

/// <summary>Detects a file's format from its first bytes, whatever its name.</summary>
internal static class AudioSniffer
{
    /// <summary>How many bytes it reads.</summary>
    public const int Length = 512;

    /// <summary>The accepted formats, for the error about any other.</summary>
    public const string Known = "WAV, FLAC, MP3, M4A, AAC or Ogg Opus";

    /// <returns>The format's name; null when it is none of <see cref="Known"/>.</returns>
    public static string? FindFormat(ReadOnlySpan<byte> start)
    {
        // An ID3 tag may stand before MP3, AAC and FLAC; players go by MP3.
        if (start.StartsWith("ID3"u8))
        {
            return "MP3";
        }

        if (start.Length >= 12 && (start.StartsWith("RIFF"u8) || start.StartsWith("RF64"u8)) && start[8..].StartsWith("WAVE"u8))
        {
            return "WAV";
        }

        if (start.StartsWith("fLaC"u8))
        {
            return "FLAC";
        }

        if (start.Length >= 12 && start[4..].StartsWith("ftyp"u8))
        {
            return "M4A";
        }

        if (start.StartsWith("OggS"u8))
        {
            return start.IndexOf("OpusHead"u8) >= 0 ? "Ogg Opus" : null;
        }

        return start.Length >= 4 ? FindMpeg(BinaryPrimitives.ReadUInt32BigEndian(start)) : null;
    }

    // Eleven bits of synchronisation, then version and layer: https://www.iso.org/standard/22412.html, and 13818-7 for ADTS.
    private static string? FindMpeg(uint header)
    {
        if (header >> 20 == 0xFFF && ((header >> 17) & 3) == 0)
        {
            return "AAC";
        }

        var isLayer3 = ((header >> 17) & 3) == 1;
        var hasVersion = ((header >> 19) & 3) != 1;
        var hasBitrate = ((header >> 12) & 15) is not (0 or 15);
        var hasSampleRate = ((header >> 10) & 3) != 3;
        return header >> 21 == 0x7FF && isLayer3 && hasVersion && hasBitrate && hasSampleRate ? "MP3" : null;
    }
}
