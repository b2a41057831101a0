using System.Text;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.S3;

/// <summary>What a request is about: the service, a bucket, or an object.</summary>
/// <param name="Bucket">The bucket's name; empty for the service itself.</param>
/// <param name="Key">The object's key; empty for the bucket.</param>
internal readonly record struct S3Address(string Bucket, string Key)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// Reads virtual-hosted style (<c>bucket.s3.region.amazonaws.com/key</c>, <c>bucket.localhost/key</c>) or path style
    /// (<c>host/bucket/key</c>). See https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html.
    /// </summary>
    /// <param name="host">The host name without its port.</param>
    /// <param name="path">The path as on the wire: a key may hold <c>//</c>, <c>..</c> and <c>%2F</c>.</param>
    /// <param name="region">The region of the endpoint.</param>
    /// <exception cref="AwsException">The path is not UTF-8, or the key is too long.</exception>
    public static S3Address Parse(string host, string path, string region)
    {
        foreach (var suffix in (ReadOnlySpan<string>)[$".s3.{region}.amazonaws.com", ".s3.amazonaws.com", ".localhost"])
        {
            if (host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                return new(host[..^suffix.Length].ToLowerInvariant(), Decode(path[1..]));
            }
        }

        var slash = path.IndexOf('/', 1);
        return slash < 0 ? new(Decode(path[1..]), "") : new(Decode(path[1..slash]), Decode(path[(slash + 1)..]));
    }

    /// <summary>Reads <c>bucket/key</c>, of which everything may be encoded, also the slash.</summary>
    /// <exception cref="AwsException">It is not UTF-8, or the key is too long.</exception>
    public static S3Address ParseDecoded(string encoded)
    {
        var text = Decode(encoded, S3Limits.LongestKey * 2).TrimStart('/');
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? new(text, "") : new(text[..slash], text[(slash + 1)..]);
    }

    private static string Decode(string encoded, int longest = S3Limits.LongestKey)
    {
        var octets = UriEncoding.Decode(encoded);
        if (octets.Length > longest)
        {
            throw S3Errors.KeyTooLong();
        }

        try
        {
            return StrictUtf8.GetString(octets);
        }
        catch (DecoderFallbackException)
        {
            throw S3Errors.InvalidUri();
        }
    }
}
