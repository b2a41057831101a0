using System.Buffers;
using System.Text;
using Podcast.LocalAws.CloudFront.Distribution.Configuration;
using Podcast.LocalAws.CloudFront.Functions.Events;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;

namespace Podcast.LocalAws.CloudFront.Distribution.Origins;

/// <summary>Where an origin is: AWS host names lead to this process's own endpoint, others to where they say.</summary>
internal sealed class OriginUri(HostNames hostNames, IListenerUrls listeners)
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private static readonly SearchValues<char> PathCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/%");

    public Uri Create(OriginConfig origin, EdgeRequest request, string? query)
    {
        var host = hostNames.Parse(origin.DomainName);
        var authority = host.FunctionUrlId is not null || host.SigningName == "s3"
            ? listeners.ApiUrl.GetLeftPart(UriPartial.Authority)
            : $"{origin.Scheme}://{origin.DomainName}:{origin.Port}";
        var target = query is null ? Encode(request.Uri) : $"{Encode(request.Uri)}?{EncodeEightBit(query)}";

        // The path stays as the viewer or the function wrote it: Uri would resolve dots and decode some characters.
        return new($"{authority}{origin.OriginPath}{target}", in AsWritten);
    }

    // A query goes on verbatim, apart from bytes that cannot go into a request line of this client.
    private static string EncodeEightBit(string query) => Ascii.IsValid(query) ? query
        : string.Concat(HeaderEncoding.Instance.GetBytes(query).Select(unit => unit < 0x80 ? ((char)unit).ToString() : "%" + unit.ToString("X2", System.Globalization.CultureInfo.InvariantCulture)));

    // A function may write what cannot go over the wire, such as a space or a question mark in a path.
    private static string Encode(string path)
    {
        if (!path.AsSpan().ContainsAnyExcept(PathCharacters))
        {
            return path;
        }

        var result = new StringBuilder(path.Length + 16);
        foreach (var unit in HeaderEncoding.Instance.GetBytes(path))
        {
            if (unit < 0x80 && PathCharacters.Contains((char)unit))
            {
                result.Append((char)unit);
            }
            else
            {
                result.Append('%').Append(unit.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return result.ToString();
    }
}
