using System.Net;

namespace Podcast.LocalAws.CloudFront.Distribution;

/// <summary>The names of this machine, by which viewers reach the edge without any DNS.</summary>
internal static class LoopbackNames
{
    public const string Suffix = ".localhost";

    public static bool Contains(string hostName) =>
        string.Equals(hostName, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(hostName, out var address) && IPAddress.IsLoopback(address));
}
