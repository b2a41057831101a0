using System.Diagnostics.CodeAnalysis;
using System.IO.Hashing;
using System.Security.Cryptography;

namespace Podcast.LocalAws.S3.Checksums;

/// <summary>Names and makes checksums.</summary>
internal static class ChecksumAlgorithms
{
    private const string HeaderPrefix = "x-amz-checksum-";

    /// <summary>What S3 computes when the client sends none.</summary>
    public const ChecksumAlgorithm Default = ChecksumAlgorithm.Crc64Nvme;

    public static IReadOnlyList<ChecksumAlgorithm> All { get; } =
        [ChecksumAlgorithm.Crc32, ChecksumAlgorithm.Crc32C, ChecksumAlgorithm.Crc64Nvme, ChecksumAlgorithm.Sha1, ChecksumAlgorithm.Sha256];

    /// <summary>The name as the API spells it, such as <c>CRC64NVME</c>.</summary>
    public static string Name(this ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 => "CRC32",
        ChecksumAlgorithm.Crc32C => "CRC32C",
        ChecksumAlgorithm.Crc64Nvme => "CRC64NVME",
        ChecksumAlgorithm.Sha1 => "SHA1",
        _ => "SHA256",
    };

    /// <summary>The header or trailer that carries the value.</summary>
    public static string Header(this ChecksumAlgorithm algorithm) => HeaderPrefix + algorithm.Name().ToLowerInvariant();

    /// <summary>The name as the API spells it.</summary>
    public static string Name(this ChecksumType type) => type == ChecksumType.Composite ? "COMPOSITE" : "FULL_OBJECT";

    /// <summary>Whether the checksum of a whole can be told from those of its parts, which S3 asks of a multipart upload's full-object checksum.</summary>
    public static bool IsLinear(this ChecksumAlgorithm algorithm) => algorithm is not (ChecksumAlgorithm.Sha1 or ChecksumAlgorithm.Sha256);

    /// <summary>The element of a request or response in XML.</summary>
    public static string Element(this ChecksumAlgorithm algorithm) => "Checksum" + algorithm.Name();

    /// <summary>The length of the value in bytes.</summary>
    public static int Length(this ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 or ChecksumAlgorithm.Crc32C => 4,
        ChecksumAlgorithm.Crc64Nvme => 8,
        ChecksumAlgorithm.Sha1 => 20,
        _ => 32,
    };

    /// <summary>Reads a name as the API spells it.</summary>
    public static bool TryParseName(string name, out ChecksumAlgorithm algorithm)
    {
        foreach (var candidate in All)
        {
            if (name == candidate.Name())
            {
                algorithm = candidate;
                return true;
            }
        }

        algorithm = default;
        return false;
    }

    public static bool TryParseHeader(string name, out ChecksumAlgorithm algorithm)
    {
        foreach (var candidate in All)
        {
            if (name.Equals(candidate.Header(), StringComparison.OrdinalIgnoreCase))
            {
                algorithm = candidate;
                return true;
            }
        }

        algorithm = default;
        return false;
    }

    [SuppressMessage("Security", "CA5350", Justification = "SHA-1 is one of the checksums that S3 offers; it protects against accidents, not attackers.")]
    public static IRunningChecksum Start(this ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 => new RunningCrc32(Crc32ParameterSet.Crc32),
        ChecksumAlgorithm.Crc32C => new RunningCrc32(Crc32ParameterSet.Crc32C),
        ChecksumAlgorithm.Crc64Nvme => new RunningCrc64(Crc64ParameterSet.Nvme),
        ChecksumAlgorithm.Sha1 => new RunningHash(HashAlgorithmName.SHA1),
        _ => new RunningHash(HashAlgorithmName.SHA256),
    };
}
