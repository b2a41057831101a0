using System.Globalization;
using System.Text.RegularExpressions;
using Amazon.Lambda.APIGatewayEvents;
using Podcast.Functions.Hosting;

namespace Podcast.Functions.Feeds;

/// <summary>
/// The spoken notices: MP3 of 24 kbit/s, made by <c>Notices/make.sh</c>, the same for every show. The edge requests a publisher's own notice from the bucket
/// first, <c>/media/{show}/-notices/{reason}-{language}.mp3</c>, and then this one from the fallback, <c>/notices/{show}/{reason}-{language}.mp3</c>.
/// </summary>
internal static partial class NoticeAudio
{
    public const string ContentType = "audio/mpeg";

    private const string Prefix = "/notices/";
    private const string Folder = "notices/";
    private const int BytesPerSecond = 3000;

    private static readonly Lazy<Dictionary<string, byte[]>> Files = new(() => typeof(NoticeAudio).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && name.EndsWith(".mp3", StringComparison.Ordinal))
        .ToDictionary(name => name[Folder.Length..], Read));

    public static bool IsPath(string? path) =>
        path is not null && (path.StartsWith(Prefix, StringComparison.Ordinal) || path.Contains("/-notices/", StringComparison.Ordinal));

    /// <summary>Whether the file of this path is one of these, and not a publisher's own.</summary>
    public static bool Has(string path) => Find(FileOf(path)) is not null;

    public static long LengthOf(EndedNotice notice) => Find(notice.File)!.Length;

    public static long SecondsOf(EndedNotice notice) => (LengthOf(notice) + BytesPerSecond / 2) / BytesPerSecond;

    /// <param name="path">The path after the token.</param>
    /// <param name="range">The header <c>Range</c>. Apple's players ask for two bytes before they play: https://developer.apple.com/library/archive/documentation/AppleApplications/Reference/SafariWebContent/CreatingVideoforSafarioniPhone/CreatingVideoforSafarioniPhone.html</param>
    public static APIGatewayHttpApiV2ProxyResponse Respond(string path, string? range)
    {
        if (Find(FileOf(path)) is not { } audio)
        {
            return HttpText.NotFound();
        }

        var headers = new Dictionary<string, string>
        {
            ["content-type"] = ContentType,
            ["accept-ranges"] = "bytes",
            // Its words may change with a deployment.
            ["cache-control"] = "public, max-age=3600",
        };
        var (first, last, status) = Select(range, audio.Length);
        if (status == 206)
        {
            headers["content-range"] = string.Create(CultureInfo.InvariantCulture, $"bytes {first}-{last}/{audio.Length}");
        }

        return new()
        {
            StatusCode = status,
            Headers = headers,
            Body = Convert.ToBase64String(audio.AsSpan(first, last - first + 1)),
            IsBase64Encoded = true,
        };
    }

    // Serves one range; the response to any other is the whole file, as https://www.rfc-editor.org/rfc/rfc9110#section-14.2 allows.
    private static (int First, int Last, int Status) Select(string? range, int length)
    {
        if (Range.Match(range ?? "") is { Success: true } match)
        {
            var first = Number(match.Groups["first"], length);
            var last = Number(match.Groups["last"], length - 1);
            if (match.Groups["first"].Length == 0 && match.Groups["last"].Length > 0)
            {
                (first, last) = (Math.Max(0, length - last), length - 1);
            }

            if (first < length && first <= last)
            {
                return (first, Math.Min(last, length - 1), 206);
            }
        }

        return (0, length - 1, 200);
    }

    private static int Number(Group digits, int otherwise) =>
        int.TryParse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static string FileOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static byte[]? Find(string file) => Files.Value.GetValueOrDefault(file);

    private static byte[] Read(string name)
    {
        using var stream = typeof(NoticeAudio).Assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    [GeneratedRegex(@"^bytes=(?<first>[0-9]{0,9})-(?<last>[0-9]{0,9})\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Range { get; }
}
