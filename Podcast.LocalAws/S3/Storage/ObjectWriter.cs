using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Podcast.LocalAws.S3.Checksums;

namespace Podcast.LocalAws.S3.Storage;

/// <summary>A file on its way to become an object. Disposed before it has become one, it is deleted.</summary>
internal sealed class ObjectWriter : IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly IncrementalHash _md5;
    private readonly List<(ChecksumAlgorithm Algorithm, IRunningChecksum Checksum)> _checksums = [];
    private bool _isObject;

    [SuppressMessage("Security", "CA5351", Justification = "An ETag is the MD5 of the object.")]
    public ObjectWriter(string path, long size)
    {
        _path = path;
        _file = DiskErrors.Create(path, size);
        _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    }

    public long Length { get; private set; }

    /// <summary>Computes this checksum too; to be said before the first write.</summary>
    public void Add(ChecksumAlgorithm algorithm) => _checksums.Add((algorithm, algorithm.Start()));

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        var write = DiskErrors.TranslateAsync(RandomAccess.WriteAsync(_file, data, Length, cancellationToken));
        // The checksums are computed while the disk writes.
        _md5.AppendData(data.Span);
        foreach (var (_, checksum) in _checksums)
        {
            checksum.Append(data.Span);
        }

        await write;
        Length += data.Length;
    }

    public ObjectDigests Finish() => new(
        _md5.GetHashAndReset(),
        _checksums.ToDictionary(item => item.Algorithm, item => item.Checksum.Finish()));

    /// <summary>Completes the file with its description and makes it the bucket's object.</summary>
    public StoredObject Commit(Bucket bucket, StoredObject description, Action<StoredObject?> check)
    {
        DiskErrors.Translate(() =>
        {
            ObjectFile.WriteDescription(_file, description);
            return true;
        });
        _file.Dispose();
        var stored = bucket.Put(description with { FilePath = _path }, check);
        _isObject = true;
        return stored;
    }

    public void Dispose()
    {
        _file.Dispose();
        _md5.Dispose();
        _checksums.ForEach(item => item.Checksum.Dispose());
        if (!_isObject)
        {
            File.Delete(_path);
        }
    }
}
