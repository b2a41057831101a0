using System.Security.Cryptography;
using Amazon.Lambda.APIGatewayEvents;
using Podcast.Functions.Hosting;

namespace Podcast.Functions.Feeds;

/// <summary>
/// The style, the script and the icon of the listener's pages, and hls.js: the same for everybody, under <c>/assets/{hash}/{name}</c>. The hash is that
/// of all of them, so an address never changes what it delivers.
/// </summary>
internal static class PageAssets
{
    private const string Prefix = "/assets/";
    private const int HashLength = 16;

    private static readonly (string Name, string ContentType)[] Files =
    [
        ("listen.css", "text/css; charset=utf-8"),
        ("listen.js", "text/javascript; charset=utf-8"),
        ("hls.js", "text/javascript; charset=utf-8"),
        ("icon.svg", "image/svg+xml"),
    ];

    private static readonly Lazy<Dictionary<string, string>> Texts = new(() => Files.ToDictionary(file => file.Name, file => Read(file.Name)));

    private static readonly Lazy<string> Version = new(() =>
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, _) in Files)
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(Texts.Value[name]));
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash())[..HashLength];
    });

    /// <summary>The folder that all of them are in, with both slashes.</summary>
    public static string Folder => $"{Prefix}{Version.Value}/";

    public static string PathOf(string name) => Folder + name;

    public static bool IsPath(string? path) => path?.StartsWith(Prefix, StringComparison.Ordinal) == true;

    public static APIGatewayHttpApiV2ProxyResponse Respond(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var contentType = Array.Find(Files, file => path == PathOf(file.Name)).ContentType;
        return contentType is null
            ? HttpText.NotFound()
            : new()
            {
                StatusCode = 200,
                Headers = new Dictionary<string, string>
                {
                    ["content-type"] = contentType,
                    ["cache-control"] = "public, max-age=31536000, immutable",
                },
                Body = Texts.Value[name],
            };
    }

    private static string Read(string name)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream("page/" + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
