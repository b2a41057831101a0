using System.Buffers;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.S3.Checksums;
using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3;

/// <summary>Copies an object's bytes into a new file.</summary>
internal static class ObjectCopier
{
    private const int BufferSize = 1024 * 1024;

    /// <exception cref="Core.AwsException">The disk is full.</exception>
    public static async Task<ObjectDigests> CopyAsync(
        StoredObject source, ByteRange range, ObjectWriter writer, ChecksumAlgorithm algorithm, CancellationToken cancellationToken)
    {
        using var file = ObjectReader.Open(source.FilePath);
        using var digests = new RunningDigests(algorithm);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            await ObjectReader.CopyAsync(file, range, buffer, data => writer.WriteAsync(data, digests, cancellationToken), cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return digests.Finish();
    }
}
