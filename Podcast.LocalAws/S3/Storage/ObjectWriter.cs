using Microsoft.Win32.SafeHandles;
using Podcast.LocalAws.Core.Files;
using Podcast.LocalAws.S3.Checksums;
using Podcast.LocalAws.S3.Multipart;

namespace Podcast.LocalAws.S3.Storage;

/// <summary>A file on its way to become an object or a part. Disposed before it has become one, it is deleted.</summary>
internal sealed class ObjectWriter(string path, long size) : IDisposable
{
    private readonly SafeFileHandle _file = DiskErrors.Create(path, size);
    private bool _hasPlace;

    public long Length { get; private set; }

    /// <param name="data">What comes next.</param>
    /// <param name="digests">Computed over the data while the disk writes.</param>
    /// <param name="cancellationToken">Ends the wait for the disk.</param>
    /// <exception cref="Core.AwsException">The disk is full.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> data, RunningDigests? digests, CancellationToken cancellationToken)
    {
        var write = DiskErrors.TranslateAsync(RandomAccess.WriteAsync(_file, data, Length, cancellationToken));
        digests?.Append(data.Span);
        await write;
        Length += data.Length;
    }

    /// <summary>Completes the file with its description and makes it a version of its key.</summary>
    /// <exception cref="Core.AwsException">The disk is full, or what <paramref name="check"/> throws.</exception>
    public StoredObject Commit(Bucket bucket, StoredObject description, Action<StoredObject?> check)
    {
        Complete(() => ObjectFile.WriteDescription(_file, description));
        var stored = bucket.Put(description with { FilePath = path }, check);
        _hasPlace = true;
        return stored;
    }

    /// <summary>Completes the file with its description and makes it a part of the upload.</summary>
    /// <exception cref="Core.AwsException">The disk is full, or the upload has ended or is ending.</exception>
    public StoredPart Commit(MultipartUpload upload, StoredPart description)
    {
        Complete(() => ObjectFile.WriteDescription(_file, description));
        var stored = upload.Put(description with { FilePath = path });
        _hasPlace = true;
        return stored;
    }

    public void Dispose()
    {
        _file.Dispose();
        if (!_hasPlace)
        {
            File.Delete(path);
        }
    }

    private void Complete(Action writeDescription)
    {
        DiskErrors.Translate(writeDescription);
        _file.Dispose();
    }
}
