using System.Text.Json;
using Podcast.LocalAws.Core.Files;
using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3.Multipart;

/// <summary>One upload in parts, in a folder of its own that holds its description and a file for each part.</summary>
internal sealed class MultipartUpload(UploadDescription description, string folder)
{
    private const string DescriptionName = "upload";

    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, StoredPart> _parts = [];
    private UploadPhase _phase;

    public UploadDescription Description { get; } = description;

    /// <summary>The parts as they are now, in the order of their numbers.</summary>
    public IReadOnlyList<StoredPart> Parts
    {
        get
        {
            lock (_lock)
            {
                return [.. _parts.Values];
            }
        }
    }

    /// <summary>Makes the upload's folder, so that a later process knows it.</summary>
    /// <param name="temporaryPath">Where the description is written before it takes its place.</param>
    public void Create(string temporaryPath)
    {
        DiskErrors.WriteWhole(temporaryPath, JsonSerializer.SerializeToUtf8Bytes(Description, StoredObjectJson.Default.UploadDescription));
        try
        {
            DiskErrors.Translate(() =>
            {
                Directory.CreateDirectory(folder);
                File.Move(temporaryPath, Path.Combine(folder, DescriptionName));
            });
        }
        catch
        {
            File.Delete(temporaryPath);
            throw;
        }
    }

    /// <summary>Reads what an earlier process left.</summary>
    /// <returns>The upload and its highest sequence number, or <see langword="null"/> when the folder is none.</returns>
    public static (MultipartUpload Upload, long LastSequence)? Load(string folder)
    {
        var path = Path.Combine(folder, DescriptionName);
        if (!File.Exists(path) || JsonSerializer.Deserialize(File.ReadAllBytes(path), StoredObjectJson.Default.UploadDescription) is not { } description)
        {
            return null;
        }

        var upload = new MultipartUpload(description, folder);
        var lastSequence = 0L;
        foreach (var file in Directory.EnumerateFiles(folder).Where(file => file != path))
        {
            var part = ObjectFile.ReadPartDescription(file);
            lastSequence = Math.Max(lastSequence, part?.Sequence ?? 0);
            if (part is null || (upload._parts.TryGetValue(part.Number, out var other) && other.Sequence > part.Sequence))
            {
                File.Delete(file);
                continue;
            }

            if (other is not null)
            {
                File.Delete(other.FilePath);
            }

            upload._parts[part.Number] = part;
        }

        return (upload, lastSequence);
    }

    /// <summary>Makes a written file the part of its number.</summary>
    /// <exception cref="Core.AwsException">The upload has ended, or is ending.</exception>
    public StoredPart Put(StoredPart written)
    {
        StoredPart? replaced;
        StoredPart stored;
        lock (_lock)
        {
            RequireOpen();
            _parts.TryGetValue(written.Number, out replaced);
            stored = written with { FilePath = Path.Combine(folder, Path.GetFileName(written.FilePath)) };
            File.Move(written.FilePath, stored.FilePath);
            _parts[stored.Number] = stored;
        }

        if (replaced is not null)
        {
            File.Delete(replaced.FilePath);
        }

        return stored;
    }

    /// <summary>Ends the upload: nothing changes its parts any more, unless <see cref="Reopen"/> follows.</summary>
    /// <exception cref="Core.AwsException">The upload has ended, or is ending.</exception>
    public void Close()
    {
        lock (_lock)
        {
            RequireOpen();
            _phase = UploadPhase.Ending;
        }
    }

    /// <summary>Takes back <see cref="Close"/>: what it was for has failed, and the client may try again.</summary>
    public void Reopen()
    {
        lock (_lock)
        {
            _phase = UploadPhase.Open;
        }
    }

    /// <summary>Deletes the files of a closed upload.</summary>
    public void Delete()
    {
        lock (_lock)
        {
            _phase = UploadPhase.Ended;
        }

        // First: without it, a process killed in the middle leaves a folder that the next start removes.
        File.Delete(Path.Combine(folder, DescriptionName));
        Directory.Delete(folder, recursive: true);
    }

    private void RequireOpen()
    {
        if (_phase != UploadPhase.Open)
        {
            throw _phase == UploadPhase.Ended ? S3Errors.NoSuchUpload() : S3Errors.OperationAborted();
        }
    }
}
