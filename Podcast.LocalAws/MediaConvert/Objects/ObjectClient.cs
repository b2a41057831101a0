using System.Net;
using System.Net.Http.Headers;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Files;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.MediaConvert.Jobs;
using Podcast.LocalAws.MediaConvert.Settings;

namespace Podcast.LocalAws.MediaConvert.Objects;

/// <summary>
/// Reads and writes objects as the job's role, by signed requests to this process's own S3: what S3 checks, announces and guarantees holds for
/// a job as for everybody else.
/// </summary>
internal sealed class ObjectClient(IListenerUrls listeners, LocalAwsOptions options, TimeProvider time) : IDisposable
{
    private const string UnsignedPayload = "UNSIGNED-PAYLOAD";
    private const string NoRoom = "The disk is full: the input file could not be stored.";
    private const int Attempts = 3;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(250);

    private readonly Lazy<HttpClient> _http = new(() => new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = ConnectTimeout })
    {
        // The job's own time limit ends what takes too long.
        Timeout = Timeout.InfiniteTimeSpan,
    });

    /// <summary>Copies an object into a file.</summary>
    /// <exception cref="JobFailedException">It is not there, may not be read, or the disk has no room for it.</exception>
    public async Task DownloadAsync(AwsCredentials credentials, S3Location from, string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, UrlOf(from));
        SigV4Signer.Sign(request, credentials, options.Region, "s3", null, time);
        using var response = await SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            var (code, reason) = response.StatusCode == HttpStatusCode.Forbidden
                ? (JobFailure.AccessDenied, $"Access denied to [{from}]")
                : (JobFailure.NotFound, "HeadObject failed");
            throw new JobFailedException(code, $"Unable to open input file [{from}]: [Failed probe/open: [Can't read input stream: [Failed to read data: {reason}]]]");
        }

        try
        {
            await using var file = new FileStream(
                DiskErrors.Create(path, response.Content.Headers.ContentLength ?? 0), FileAccess.Write, bufferSize: 0, isAsync: true);
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            await body.CopyToAsync(file, 1024 * 1024, cancellationToken);
        }
        catch (HttpRequestException reason)
        {
            throw new JobFailedException(JobFailure.CannotOpenInput, $"Unable to open input file [{from}]: [Failed to read data: {reason.Message}]");
        }
        catch (AwsException)
        {
            throw new JobFailedException(JobFailure.Unexpected, NoRoom);
        }
        catch (IOException reason)
        {
            throw new JobFailedException(
                JobFailure.Unexpected, DiskErrors.IsDiskFull(reason) ? NoRoom : $"The input file could not be kept: {reason.Message}");
        }
    }

    /// <summary>Makes a file an object. It is visible as a whole or not at all.</summary>
    /// <exception cref="JobFailedException">It may not be written, or S3 fails.</exception>
    public async Task UploadAsync(AwsCredentials credentials, string path, S3Location to, string contentType, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, UrlOf(to))
            {
                Content = new StreamContent(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, useAsync: true)),
            };
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
            request.Content.Headers.ContentLength = new FileInfo(path).Length;
            SigV4Signer.Sign(request, credentials, options.Region, "s3", UnsignedPayload, time);
            using var response = await SendAsync(request, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return;
            }

            if ((int)response.StatusCode >= 500 && attempt < Attempts)
            {
                await Task.Delay(RetryDelay * attempt, time, cancellationToken);
                continue;
            }

            throw response.StatusCode == HttpStatusCode.Forbidden
                ? new JobFailedException(JobFailure.AccessDenied, $"Unable to write to output file [{to}]: [Failed to write data: Access Denied]")
                : new JobFailedException(JobFailure.CannotWrite, $"Unable to write to output file [{to}]: [Failed to write data: S3 returned {(int)response.StatusCode}]");
        }
    }

    public void Dispose()
    {
        if (_http.IsValueCreated)
        {
            _http.Value.Dispose();
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.Value.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException)
        {
            return new(HttpStatusCode.ServiceUnavailable);
        }
    }

    private Uri UrlOf(S3Location location) =>
        new(listeners.ApiUrl, $"/{location.Bucket}/{string.Join('/', location.Key.Split('/').Select(Uri.EscapeDataString))}");
}
