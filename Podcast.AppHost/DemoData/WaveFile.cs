using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Podcast.AppHost.DemoData;

/// <summary>Writes 16-bit mono PCM as a RIFF/WAVE file, http://soundfile.sapp.org/doc/WaveFormat/.</summary>
internal static class WaveFile
{
    private const int HeaderLength = 44;
    private const short Pcm = 1;
    private const short Channels = 1;
    private const short BytesPerSample = sizeof(short);

    public static byte[] Create(short[] samples, int sampleRate)
    {
        var dataLength = samples.Length * BytesPerSample;
        var file = new byte[HeaderLength + dataLength];
        var header = file.AsSpan();
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], HeaderLength - 8 + dataLength);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(header[20..], Pcm);
        BinaryPrimitives.WriteInt16LittleEndian(header[22..], Channels);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], sampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], sampleRate * Channels * BytesPerSample);
        BinaryPrimitives.WriteInt16LittleEndian(header[32..], Channels * BytesPerSample);
        BinaryPrimitives.WriteInt16LittleEndian(header[34..], BytesPerSample * 8);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[40..], dataLength);
        MemoryMarshal.AsBytes(samples.AsSpan()).CopyTo(header[HeaderLength..]);
        return file;
    }
}
