using System.Net;
using System.Net.Http.Headers;
using Podcast.Functions.Hosting;

namespace Podcast.Functions.ShowImporter;

/// <summary>Fetches what a feed names, from public addresses, with a limit on redirects, sizes and waits.</summary>
/// <param name="http">Its handler follows no redirects and connects to checked addresses alone.</param>
internal sealed class ImportHttp(HttpClient http)
{
    private const int MaxRedirects = 5;

    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(30);

    /// <param name="address">What to fetch.</param>
    /// <param name="offset">Where to begin.</param>
    /// <param name="validator">The entity tag or date of the file that the beginning came from; without it the whole file comes.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="FeedException">The host does not respond with the file.</exception>
    public async Task<HttpResponseMessage> GetAsync(string address, long offset, string? validator, CancellationToken cancellationToken)
    {
        var current = new Uri(address);
        for (var redirects = 0; ; redirects++)
        {
            var response = await SendAsync(current, offset, validator, cancellationToken).ConfigureAwait(false);
            if (response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                return response;
            }

            using (response)
            {
                if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
                {
                    throw new FeedException(
                        $"The host {current.Host} responded with {(int)response.StatusCode}.", mayRetry: (int)response.StatusCode is >= 500 or 408 or 429);
                }

                current = new Uri(current, location);
                if (redirects == MaxRedirects || (current.Scheme != Uri.UriSchemeHttp && current.Scheme != Uri.UriSchemeHttps))
                {
                    throw new FeedException($"It is redirected more than {MaxRedirects} times, or to something that is no web address.");
                }
            }
        }
    }

    /// <summary>A small file as a whole.</summary>
    /// <exception cref="FeedException">It cannot be fetched, or is larger than <paramref name="maxBytes"/>.</exception>
    public async Task<byte[]> GetBytesAsync(string address, int maxBytes, CancellationToken cancellationToken)
    {
        using var response = await GetAsync(address, 0, null, cancellationToken).ConfigureAwait(false);
        using var content = new MemoryStream();
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var buffer = new byte[64 * 1024];
            int read;
            while ((read = await ReadAsync(stream, buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                content.Write(buffer, 0, read);
                if (content.Length > maxBytes)
                {
                    throw new FeedException($"It is larger than {maxBytes} bytes.");
                }
            }
        }

        return content.ToArray();
    }

    /// <summary>Reads until the buffer is full or the file ends.</summary>
    /// <returns>How many bytes there are.</returns>
    /// <exception cref="FeedException">The host broke off, or said nothing for too long.</exception>
    public static async Task<int> ReadAsync(Stream stream, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var count = 0;
        try
        {
            while (count < buffer.Length)
            {
                idle.CancelAfter(IdleTimeout);
                var read = await stream.ReadAsync(buffer[count..], idle.Token).ConfigureAwait(false);
                if (read == 0)
                {
                    break;
                }

                count += read;
            }

            return count;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FeedException($"The host sent nothing for {IdleTimeout.TotalSeconds:0} seconds.", mayRetry: true);
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            throw new FeedException("The host broke off before the end of the file.", mayRetry: true, broken);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Uri address, long offset, string? validator, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(HeadersTimeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.UserAgent.ParseAdd("Podcast/1.0 (feed import)");
            if (offset > 0 && validator is not null)
            {
                // https://www.rfc-editor.org/rfc/rfc9110#section-13.1.5: the rest, if it is still the same file, else all of it.
                request.Headers.Range = new RangeHeaderValue(offset, null);
                request.Headers.TryAddWithoutValidation("If-Range", validator);
            }

            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FeedException($"The host {address.Host} did not respond within {HeadersTimeout.TotalSeconds:0} seconds.", mayRetry: true);
        }
        catch (HttpRequestException refused) when (refused is PrivateAddressException || refused.InnerException is PrivateAddressException)
        {
            throw new FeedException((refused.InnerException ?? refused).Message, inner: refused);
        }
        catch (HttpRequestException unreachable)
        {
            throw new FeedException($"The host {address.Host} cannot be reached: {unreachable.Message}", mayRetry: true, unreachable);
        }
    }
}
