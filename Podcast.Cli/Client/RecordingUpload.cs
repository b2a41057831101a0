using System.Text.Json.Nodes;
using Microsoft.Win32.SafeHandles;

namespace Podcast.Client;

/// <summary>
/// Uploads a recording in parts, several at the same time. A part that fails is sent again, under a new address once the former has expired; what arrived
/// before an interruption is not sent again.
/// </summary>
public sealed class RecordingUpload(PublisherClient publisher, TimeProvider time)
{
    private const int ParallelParts = 4;
    private const int Attempts = 5;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);

    /// <summary>Sends what <paramref name="upload"/> lacks and completes it.</summary>
    /// <param name="upload">The <c>upload</c> of the episode as it was created, or as a GET of the upload returned it.</param>
    /// <param name="recording">The file, opened for asynchronous reading.</param>
    /// <param name="progress">Gets the number of bytes that S3 has, as it grows.</param>
    /// <param name="cancellationToken">Cancels the upload, which can be resumed later.</param>
    /// <returns>The episode.</returns>
    /// <exception cref="PublisherApiException">A part or the completion was refused for good.</exception>
    /// <exception cref="HttpRequestException">The API or S3 cannot be reached.</exception>
    /// <exception cref="IOException">The file cannot be read, or became shorter.</exception>
    public async Task<JsonNode> RunAsync(JsonNode upload, SafeFileHandle recording, IProgress<long> progress, CancellationToken cancellationToken)
    {
        var complete = upload["complete"]!.GetValue<string>().TrimStart('/');
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await SendPartsAsync(upload, recording, progress, cancellationToken);
                return (await publisher.PostAsync(complete, [], cancellationToken)).Json;
            }
            catch (Exception failure) when (attempt < Attempts && IsTransient(failure, cancellationToken))
            {
                await Task.Delay(FirstDelay * Math.Pow(2, attempt - 1), time, cancellationToken);
                upload = (await publisher.GetAsync(complete[..complete.LastIndexOf('/')], cancellationToken)).Json["upload"]!;
            }
        }
    }

    private async Task SendPartsAsync(JsonNode upload, SafeFileHandle recording, IProgress<long> progress, CancellationToken cancellationToken)
    {
        var missing = RecordingPart.ReadMissing(upload);
        var sent = upload["contentLength"]!.GetValue<long>() - missing.Sum(part => (long)part.Length);
        progress.Report(sent);
        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelParts, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(missing, options, async (part, token) =>
        {
            var content = new byte[part.Length];
            await ReadAsync(recording, part.Offset, content, token);
            await publisher.UploadPartAsync(part, content, token);
            progress.Report(Interlocked.Add(ref sent, part.Length));
        });
    }

    // 403 is an address that has expired, 409 parts that did not arrive.
    private static bool IsTransient(Exception failure, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested
        && (failure is HttpRequestException or OperationCanceledException || failure is PublisherApiException { Status: var status } && (int)status is 403 or 408 or 409 or 429 or >= 500);

    private static async Task ReadAsync(SafeFileHandle file, long offset, Memory<byte> target, CancellationToken cancellationToken)
    {
        while (!target.IsEmpty)
        {
            var read = await RandomAccess.ReadAsync(file, target, offset, cancellationToken);
            target = read > 0 ? target[read..] : throw new IOException("The file became shorter while it was read.");
            offset += read;
        }
    }
}
