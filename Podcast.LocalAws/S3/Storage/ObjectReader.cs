using Microsoft.Win32.SafeHandles;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.S3.Storage;

/// <summary>Reads the bytes of an object's or a part's file.</summary>
internal static class ObjectReader
{
    /// <exception cref="FileNotFoundException">It has been replaced or deleted.</exception>
    public static SafeFileHandle Open(string path) => File.OpenHandle(
        path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.Asynchronous | FileOptions.SequentialScan);

    /// <summary>Reads a range, a buffer at a time.</summary>
    public static async Task CopyAsync(
        SafeFileHandle file, ByteRange range, byte[] buffer, Func<ReadOnlyMemory<byte>, ValueTask> write, CancellationToken cancellationToken)
    {
        var (offset, left) = range;
        while (left > 0)
        {
            var count = await RandomAccess.ReadAsync(file, buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), offset, cancellationToken);
            if (count == 0)
            {
                throw new EndOfStreamException("The object's file is shorter than it was.");
            }

            await write(buffer.AsMemory(0, count));
            offset += count;
            left -= count;
        }
    }
}
