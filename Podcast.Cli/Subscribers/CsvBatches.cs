using System.Security.Cryptography;

namespace Podcast.Cli.Subscribers;

/// <summary>A CSV file cut into batches of records, each with the header. Bytes stay as they are; the API tells the encoding.</summary>
internal sealed class CsvBatches
{
    private const byte Quote = (byte)'"';
    private const byte LineFeed = (byte)'\n';

    private readonly byte[] _content;

    // Where each record begins, the header first; the end of the content last.
    private readonly List<int> _starts = [0];

    private CsvBatches(byte[] content)
    {
        _content = content;
        var isQuoted = false;
        for (var index = 0; index < content.Length; index++)
        {
            isQuoted ^= content[index] == Quote;
            if (content[index] == LineFeed && !isQuoted)
            {
                _starts.Add(index + 1);
            }
        }

        if (_starts[^1] < content.Length)
        {
            _starts.Add(content.Length);
        }
    }

    /// <summary>The number of records, without the header.</summary>
    public int LineCount => _starts.Count - 2;

    /// <summary>Names the content.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(_content))[..16];

    /// <exception cref="CliException">There is no such file, or nothing in it.</exception>
    public static CsvBatches Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new CliException($"There is no file {Path.GetFullPath(path)}.", ExitCode.Usage);
        }

        var batches = new CsvBatches(File.ReadAllBytes(path));
        return batches.LineCount > 0 ? batches : throw new CliException($"{path} has no line below its header.", ExitCode.Usage);
    }

    /// <summary>The header and at most <paramref name="count"/> records from <paramref name="firstLine"/> on, which counts from 1.</summary>
    public byte[] Batch(int firstLine, int count)
    {
        var end = Math.Min(firstLine + count, LineCount + 1);
        return [.. _content.AsSpan(0, _starts[1]), .. _content.AsSpan(_starts[firstLine].._starts[end])];
    }
}
