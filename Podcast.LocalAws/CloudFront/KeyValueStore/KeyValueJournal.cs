using System.Collections.Immutable;
using System.Text.Json;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.CloudFront.KeyValueStore;

/// <summary>
/// The writes to one store in a file, a line of JSON each, so that a process that is started again has every write that was acknowledged. Opening it replaces
/// the lines by one that has their result. A last line that was cut off by the end of the process was never acknowledged and is left out.
/// </summary>
internal sealed class KeyValueJournal : IDisposable
{
    private readonly FileStream _lock;
    private readonly FileStream _file;

    private KeyValueJournal(FileStream @lock, FileStream file, KeyValueSnapshot? last)
    {
        _lock = @lock;
        _file = file;
        Last = last;
    }

    /// <summary>The store after the last write of an earlier process; <see langword="null"/> when there was none.</summary>
    public KeyValueSnapshot? Last { get; }

    /// <exception cref="LocalAwsOptionsException">The files cannot be used.</exception>
    public static KeyValueJournal Open(string folder, string storeId)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var path = Path.Combine(folder, $"{storeId}.jsonl");
            var @lock = new FileStream($"{path}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var last = Read(path);
            if (last is not null)
            {
                var compacted = $"{path}.new";
                File.WriteAllBytes(compacted, Serialize(new(last.ETag, last.LastModified, [.. last.Entries], [])));
                File.Move(compacted, path, overwrite: true);
            }

            return new(@lock, new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read), last);
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new LocalAwsOptionsException(
                $"LocalAws__KeyValueStorePath cannot be used: {reason.Message} Another LocalAws may be using it: each needs a folder of its own.");
        }
    }

    /// <summary>Adds a write. The operating system has it when this returns, so it survives the end of the process.</summary>
    /// <exception cref="IOException">It could not be written; the file is as before.</exception>
    public void Append(KeyValueWrite write)
    {
        var before = _file.Length;
        try
        {
            _file.Write(Serialize(write));
            _file.Flush();
        }
        catch (IOException)
        {
            _file.SetLength(before);
            throw;
        }
    }

    /// <summary>Closes the file and removes it: its store is gone.</summary>
    public void Delete()
    {
        Dispose();
        File.Delete(_file.Name);
        File.Delete(_lock.Name);
    }

    public void Dispose()
    {
        _file.Dispose();
        _lock.Dispose();
    }

    private static byte[] Serialize(KeyValueWrite write) => [.. JsonSerializer.SerializeToUtf8Bytes(write, KeyValueWriteJson.Default.KeyValueWrite), (byte)'\n'];

    private static KeyValueSnapshot? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var text = File.ReadAllText(path);
        var lines = text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var entries = new Dictionary<string, KeyValueEntry>(StringComparer.Ordinal);
        KeyValueWrite? last = null;
        foreach (var line in lines)
        {
            last = JsonSerializer.Deserialize(line, KeyValueWriteJson.Default.KeyValueWrite)!;
            foreach (var key in last.Deletes)
            {
                entries.Remove(key);
            }

            foreach (var put in last.Puts)
            {
                entries[put.Key] = put;
            }
        }

        return last is null ? null : new(
            ImmutableSortedSet.CreateRange(KeyValueEntryComparer.Instance, entries.Values), entries.Values.Sum(entry => (long)entry.SizeInBytes), last.ETag, last.Time);
    }
}
