using System.Security.Authentication;

namespace Podcast.LocalAws.CloudFront.Distribution.Configuration;

/// <summary>The protocols between CloudFront and an origin, by CloudFront's names.</summary>
internal static class TlsProtocols
{
    public const string Names = "SSLv3, TLSv1, TLSv1.1 or TLSv1.2";

    /// <summary>The protocols of a list; <see langword="null"/> when a name is none. SSLv3 is accepted and never offered: no library here has it any more.</summary>
    public static SslProtocols? Parse(IEnumerable<string> names)
    {
        var result = SslProtocols.None;
        foreach (var name in names)
        {
            switch (name)
            {
                case "SSLv3":
                    break;
#pragma warning disable SYSLIB0039, CA5397 // The caller names an old protocol.
                case "TLSv1":
                    result |= SslProtocols.Tls;
                    break;
                case "TLSv1.1":
                    result |= SslProtocols.Tls11;
                    break;
#pragma warning restore SYSLIB0039, CA5397
                case "TLSv1.2":
                    result |= SslProtocols.Tls12;
                    break;
                default:
                    return null;
            }
        }

        return result;
    }
}
