using Microsoft.AspNetCore.Http.Features;

namespace Podcast.LocalAws.CloudFront.KeyValueStore;

/// <summary>
/// The operation and its labels, read from the path as it came over the wire: the ARN and the key are one label each, and may hold
/// an encoded slash. See https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Operations_Amazon_CloudFront_KeyValueStore.html.
/// </summary>
internal sealed record KeyValueStoreRequest(string Operation, string KvsArn, string? Key)
{
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
            ("GET", ["keys", var key]) => new("GetKey", arn, Uri.UnescapeDataString(key)),
            ("PUT", ["keys", var key]) => new("PutKey", arn, Uri.UnescapeDataString(key)),
            ("DELETE", ["keys", var key]) => new("DeleteKey", arn, Uri.UnescapeDataString(key)),
            _ => new(Unknown, arn, null),
        };
    }
}
