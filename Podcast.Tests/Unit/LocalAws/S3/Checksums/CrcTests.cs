using CsCheck;
using Podcast.LocalAws.S3.Checksums;

namespace Podcast.Tests.Unit.LocalAws.S3.Checksums;

public sealed class CrcTests
{
    // The check values of the CRC catalogue: the CRC of the digits 1 to 9. See https://reveng.sourceforge.io/crc-catalogue/.
    [Theory]
    [InlineData("CRC32", "cbf43926")]
    [InlineData("CRC32C", "e3069283")]
    [InlineData("CRC64NVME", "ae8b14860a799888")]
    [InlineData("SHA1", "f7c3bc1d808e04732adf679965ccc34ca7ae3441")]
    public void Finish_CheckInput_IsTheCheckValue(string name, string expected)
    {
        using var checksum = ChecksumAlgorithms.All.Single(algorithm => algorithm.Name() == name).Start();

        checksum.Append("123456789"u8);

        Assert.Equal(expected, Convert.ToHexStringLower(checksum.Finish()));
    }

    [Theory]
    [InlineData("CRC32", 0xEDB88320, 32)]
    [InlineData("CRC32C", 0x82F63B78, 32)]
    [InlineData("CRC64NVME", 0x9A6C9329AC4BC9B5, 64)]
    public void Append_InAnyPieces_IsTheSameAsBitByBit(string name, ulong polynomial, int bits) => Gen.Select(Gen.Byte.Array[0, 1000], Gen.Int[0, 1000]).Sample((data, cut) =>
    {
        cut = Math.Min(cut, data.Length);
        using var checksum = ChecksumAlgorithms.All.Single(algorithm => algorithm.Name() == name).Start();
        checksum.Append(data.AsSpan(0, cut));
        checksum.Append(data.AsSpan(cut));

        return checksum.Finish().AsSpan().SequenceEqual(BitByBit(data, polynomial, bits));
    });

    private static byte[] BitByBit(byte[] data, ulong polynomial, int bits)
    {
        var initial = ulong.MaxValue >> (64 - bits);
        var register = initial;
        foreach (var octet in data)
        {
            register ^= octet;
            for (var bit = 0; bit < 8; bit++)
            {
                register = (register & 1) == 0 ? register >> 1 : (register >> 1) ^ polynomial;
            }
        }

        return [.. BitConverter.GetBytes(register ^ initial).Take(bits / 8).Reverse()];
    }
}
