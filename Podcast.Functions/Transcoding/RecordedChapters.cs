using Podcast.Functions.Domain;
using Podcast.Functions.Storage;

namespace Podcast.Functions.Transcoding;

/// <summary>Stores the chapters that an uploaded MP3 has in its ID3 tag, or an M4A in its movie, beside where its audio goes, so that they are replaced and taken down with it.</summary>
internal sealed class RecordedChapters(IngestReader ingest, MediaFiles files)
{
    private const string Extension = ".chapters.json";

    /// <summary>How many boxes of an M4A are looked at; files have four or five.</summary>
    private const int MaxBoxes = 16;

    private const int ReadsAtOnce = 8;

    /// <param name="recording">The recording, which has been uploaded.</param>
    /// <param name="start">Its first bytes.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The file name with its folder; null when there are no chapters.</returns>
    public async Task<string?> StoreAsync(Recording recording, byte[] start, CancellationToken cancellationToken)
    {
        var chapters = AudioSniffer.FindFormat(start) == "M4A"
            ? await ReadMovieAsync(recording, cancellationToken).ConfigureAwait(false)
            : await ReadTagAsync(recording, start, cancellationToken).ConfigureAwait(false);
        if (chapters is null)
        {
            return null;
        }

        await files.PutAsync(recording.MediaKey + Extension, chapters, MediaTypes.JsonChapters, cancellationToken).ConfigureAwait(false);
        return recording.FileName + Extension;
    }

    private async Task<byte[]?> ReadTagAsync(Recording recording, byte[] start, CancellationToken cancellationToken) => Id3Chapters.FindLength(start) is { } length
        ? Id3Chapters.Read(await ingest.ReadAsync(recording, 0, length, cancellationToken).ConfigureAwait(false))
        : null;

    // The movie is in front of the audio or behind it, as the file was written.
    private async Task<byte[]?> ReadMovieAsync(Recording recording, CancellationToken cancellationToken)
    {
        var offset = 0L;
        for (var i = 0; i < MaxBoxes; i++)
        {
            var header = await ingest.ReadAsync(recording, offset, Mp4Chapters.HeaderLength, cancellationToken).ConfigureAwait(false);
            if (Mp4Chapters.ReadHeader(header) is not var (isMovie, content, length) || length > Mp4Chapters.MaxFileLength - offset)
            {
                return null;
            }

            if (isMovie)
            {
                return length <= Mp4Chapters.MaxLength
                    ? await ReadMovieAsync(recording, offset + content, (int)length - content, cancellationToken).ConfigureAwait(false)
                    : null;
            }

            offset += length;
        }

        return null;
    }

    private async Task<byte[]?> ReadMovieAsync(Recording recording, long offset, int length, CancellationToken cancellationToken)
    {
        var movie = length > 0 ? await ingest.ReadAsync(recording, offset, length, cancellationToken).ConfigureAwait(false) : [];
        return Mp4Chapters.Read(movie) ?? await ReadTrackAsync(recording, Mp4ChapterTrack.Find(movie), cancellationToken).ConfigureAwait(false);
    }

    private async Task<byte[]?> ReadTrackAsync(Recording recording, IReadOnlyList<Mp4ChapterSample> samples, CancellationToken cancellationToken)
    {
        var chapters = samples.Select(sample => new ChapterMark(sample.Start, sample.End, null)).ToArray();
        var options = new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            Mp4ChapterTrack.JoinRanges(samples),
            options,
            async (range, token) =>
            {
                var bytes = range.Length > 0 ? await ingest.ReadAsync(recording, range.Offset, range.Length, token).ConfigureAwait(false) : [];
                foreach (var number in range.Samples)
                {
                    var begin = (int)Math.Min(samples[number].Offset - range.Offset, bytes.Length);
                    var title = Mp4ChapterTrack.ReadTitle(bytes.AsSpan(begin, Math.Min(samples[number].Length, bytes.Length - begin)));
                    chapters[number] = chapters[number] with { Title = title };
                }
            }).ConfigureAwait(false);
        return JsonChapters.Write(chapters);
    }
}
