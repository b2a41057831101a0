using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Podcast.LocalAws.CloudFront.KeyValueStore;

/// <summary>
/// The operation and its labels, read from the path as it came over the wire: the ARN and the key are one label each, and may hold
/// an encoded slash. See https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Operations_Amazon_CloudFront_KeyValueStore.html.
/// </summary>
internal sealed record KeyValueStoreRequest(string Operation, string KvsArn, string? Key)
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    public const string Unknown = "UnknownOperation";

    public static KeyValueStoreRequest Parse(HttpRequest request)
    {
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget is { Length: > 0 } raw ? raw : request.Path.ToUriComponent();
        var path = target.Split('?', 2)[0].Split('/');
        if (path.Length < 3 || path[0].Length > 0 || path[1] != "key-value-stores")
        {
            return new(Unknown, "", null);
        }

        var arn = Uri.UnescapeDataString(path[2]);
        return (request.Method, path[3..]) switch
        {
            ("GET", []) => new("DescribeKeyValueStore", arn, null),
            ("GET", ["keys"] or ["keys", ""]) => new("ListKeys", arn, null),
            ("POST", ["keys"] or ["keys", ""]) => new("UpdateKeys", arn, null),
            ("GET", ["keys", var key]) => new("GetKey", arn, DecodeKey(key)),
            ("PUT", ["keys", var key]) => new("PutKey", arn, DecodeKey(key)),
            ("DELETE", ["keys", var key]) => new("DeleteKey", arn, DecodeKey(key)),
            _ => new(Unknown, arn, null),
        };
    }

    // Half a surrogate pair in the place of bytes that are no UTF-8: no key may have one.
    private static string DecodeKey(string label)
    {
        var bytes = new List<byte>(label.Length);
        for (var i = 0; i < label.Length; i++)
        {
            if (label[i] == '%' && i + 2 < label.Length && char.IsAsciiHexDigit(label[i + 1]) && char.IsAsciiHexDigit(label[i + 2]))
            {
                bytes.Add(Convert.ToByte(label.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
            {
                bytes.Add((byte)label[i]);
            }
        }

        try
        {
            return Utf8.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            return "\uD800";
        }
    }
}
