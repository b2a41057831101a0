using System.Security.Cryptography;
using System.Text;

namespace Podcast.Functions.Catalog;

/// <summary>
/// The id of a show that is the same wherever the show is hosted: a UUID of version 5 in the namespace of podcasts, from an address without scheme and
/// trailing slashes. https://podcasting2.org/docs/podcast-namespace/tags/guid, https://www.rfc-editor.org/rfc/rfc9562#section-5.5
/// </summary>
internal static class PodcastGuid
{
    private static readonly Guid Namespace = new("ead4c236-bf58-58c6-a2c6-a6b28d128cb6");

    /// <param name="address">An address, such as <c>https://example.com/feed/</c>; its scheme may be missing.</param>
    public static string FromAddress(string address)
    {
        var start = address.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + "://".Length : 0;
        var name = Encoding.UTF8.GetBytes(address[start..].TrimEnd('/'));
        var input = new byte[16 + name.Length];
        Namespace.TryWriteBytes(input, bigEndian: true, out _);
        name.CopyTo(input, 16);
#pragma warning disable CA5350 // Version 5 is defined with SHA-1; nothing is protected by it.
        var hash = SHA1.HashData(input)[..16];
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true).ToString();
    }
}
