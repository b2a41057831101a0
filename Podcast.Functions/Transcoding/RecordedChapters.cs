using Podcast.Functions.Domain;
using Podcast.Functions.Storage;

namespace Podcast.Functions.Transcoding;

/// <summary>Stores the chapters that an uploaded MP3 has in its ID3 tag, beside where its audio goes, so that they are replaced and taken down with it.</summary>
internal sealed class RecordedChapters(IngestReader ingest, MediaFiles files)
{
    private const string Extension = ".chapters.json";

    /// <param name="recording">The recording, which has been uploaded.</param>
    /// <param name="start">Its first bytes.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The file name with its folder; null when there are no chapters.</returns>
    public async Task<string?> StoreAsync(Recording recording, byte[] start, CancellationToken cancellationToken)
    {
        if (Id3Chapters.FindLength(start) is not { } length
            || Id3Chapters.Read(await ingest.ReadAsync(recording, 0, length, cancellationToken).ConfigureAwait(false)) is not { } chapters)
        {
            return null;
        }

        await files.PutAsync(recording.MediaKey + Extension, chapters, MediaTypes.JsonChapters, cancellationToken).ConfigureAwait(false);
        return recording.FileName + Extension;
    }
}
