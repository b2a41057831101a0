using System.Buffers.Binary;

namespace Podcast.LocalAws.S3.Checksums;

/// <summary>
/// A reflected CRC of up to 64 bits: folded where the processor multiplies without carries, else sixteen bytes a step with sixteen tables.
/// The framework does not have CRC-64/NVME, and one method serves all three.
/// </summary>
internal sealed class Crc
{
    private const int Slices = 16;

    private static readonly Lazy<Crc> LazyCrc32 = new(() => new(0xEDB88320, 32));
    private static readonly Lazy<Crc> LazyCrc32C = new(() => new(0x82F63B78, 32));
    private static readonly Lazy<Crc> LazyCrc64Nvme = new(() => new(0x9A6C9329AC4BC9B5, 64));

    private readonly ulong[][] _tables = new ulong[Slices][];
    private readonly CrcFolding? _folding;
    private readonly int _bits;

    private Crc(ulong reflectedPolynomial, int bits)
    {
        _bits = bits;
        Initial = bits == 64 ? ulong.MaxValue : (1UL << bits) - 1;
        _folding = CrcFolding.IsSupported ? new(reflectedPolynomial, bits) : null;
        for (var slice = 0; slice < Slices; slice++)
        {
            _tables[slice] = new ulong[256];
        }

        for (var value = 0; value < 256; value++)
        {
            var register = (ulong)value;
            for (var bit = 0; bit < 8; bit++)
            {
                register = (register & 1) == 0 ? register >> 1 : (register >> 1) ^ reflectedPolynomial;
            }

            _tables[0][value] = register;
        }

        for (var value = 0; value < 256; value++)
        {
            for (var slice = 1; slice < Slices; slice++)
            {
                var previous = _tables[slice - 1][value];
                _tables[slice][value] = (previous >> 8) ^ _tables[0][(byte)previous];
            }
        }
    }

    public static Crc Crc32 => LazyCrc32.Value;

    public static Crc Crc32C => LazyCrc32C.Value;

    public static Crc Crc64Nvme => LazyCrc64Nvme.Value;

    /// <summary>The register before the first byte.</summary>
    public ulong Initial { get; }

    public ulong Append(ulong register, ReadOnlySpan<byte> data)
    {
        if (_folding is null || data.Length < CrcFolding.Least)
        {
            return AppendByTables(register, data);
        }

        Span<byte> folded = stackalloc byte[16];
        var consumed = _folding.Fold(register, data, folded);
        return AppendByTables(AppendByTables(0, folded), data[consumed..]);
    }

    public byte[] Finish(ulong register)
    {
        var value = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(value, register ^ Initial);
        return value[^(_bits / 8)..];
    }

    private ulong AppendByTables(ulong register, ReadOnlySpan<byte> data)
    {
        var tables = _tables;
        while (data.Length >= Slices)
        {
            var low = BinaryPrimitives.ReadUInt64LittleEndian(data) ^ register;
            var high = BinaryPrimitives.ReadUInt64LittleEndian(data[8..]);
            register =
                tables[15][(byte)low] ^ tables[14][(byte)(low >> 8)] ^ tables[13][(byte)(low >> 16)] ^ tables[12][(byte)(low >> 24)]
                ^ tables[11][(byte)(low >> 32)] ^ tables[10][(byte)(low >> 40)] ^ tables[9][(byte)(low >> 48)] ^ tables[8][(byte)(low >> 56)]
                ^ tables[7][(byte)high] ^ tables[6][(byte)(high >> 8)] ^ tables[5][(byte)(high >> 16)] ^ tables[4][(byte)(high >> 24)]
                ^ tables[3][(byte)(high >> 32)] ^ tables[2][(byte)(high >> 40)] ^ tables[1][(byte)(high >> 48)] ^ tables[0][(byte)(high >> 56)];
            data = data[Slices..];
        }

        foreach (var octet in data)
        {
            register = (register >> 8) ^ tables[0][(byte)(register ^ octet)];
        }

        return register;
    }
}
