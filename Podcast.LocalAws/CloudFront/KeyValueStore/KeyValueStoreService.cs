using System.Buffers;
using System.Text;
using System.Text.Json;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Core.Protocols.RestJson;

namespace Podcast.LocalAws.CloudFront.KeyValueStore;

/// <summary>
/// The data plane of CloudFront KeyValueStore, 2022-07-26. Bodies are JSON with PascalCase members, times are epoch seconds. See
/// https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Operations_Amazon_CloudFront_KeyValueStore.html.
/// </summary>
internal sealed class KeyValueStoreService(KeyValueStoreRegistry stores, IAuthorizer authorizer) : IAwsService
{
    private const int DefaultPage = 10;
    private const int LargestPage = 50;

    public string SigningName => "cloudfront-keyvaluestore";

    public string Name => "KeyValueStore";

    public AwsProtocol Protocol => RestJsonProtocol.Instance;

    // More than the payload quota, so that exceeding it is told as the service tells it.
    public long MaxRequestBytes => 8L * KeyValueStoreQuotas.BytesPerUpdate;

    public string GetOperation(HttpRequest request) => KeyValueStoreRequest.Parse(request).Operation;

    public Task HandleAsync(HttpContext context, AwsCaller caller)
    {
        var request = KeyValueStoreRequest.Parse(context.Request);
        if (request.Operation == KeyValueStoreRequest.Unknown)
        {
            throw AwsException.NotImplemented("cloudfront-keyvaluestore", $"{context.Request.Method} on this path");
        }

        RequireSigV4A(context.Request);
        authorizer.Authorize(caller, $"cloudfront-keyvaluestore:{request.Operation}", request.KvsArn);
        var store = stores.Find(request.KvsArn)
            ?? throw new AwsException("ResourceNotFoundException", "The key value store does not exist.", 404);
        if (request.Key is { } key)
        {
            RequestFields.CheckKey(key);
        }

        if (context.Request.ContentLength > KeyValueStoreQuotas.BytesPerUpdate)
        {
            throw new AwsException("ServiceQuotaExceededException", $"An update has at most {KeyValueStoreQuotas.BytesPerUpdate} bytes.", 402);
        }

        return request.Operation switch
        {
            "DescribeKeyValueStore" => DescribeAsync(context, store),
            "ListKeys" => ListKeysAsync(context, store),
            "GetKey" => GetKeyAsync(context, store, request.Key!),
            "PutKey" => PutKeyAsync(context, store, request.Key!),
            "DeleteKey" => DeleteKeyAsync(context, store, request.Key!),
            _ => UpdateKeysAsync(context, store),
        };
    }

    // See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-function-restrictions.html: the data plane is global.
    private static void RequireSigV4A(HttpRequest request)
    {
        var isSigV4A = request.Headers.Authorization.ToString().StartsWith(SigV4A.Algorithm, StringComparison.Ordinal) || request.Query["X-Amz-Algorithm"] == SigV4A.Algorithm;
        if (!isSigV4A)
        {
            throw new AwsException("AccessDeniedException", "The request has to be signed with SigV4A (AWS4-ECDSA-P256-SHA256).", 403);
        }
    }

    private static Task DescribeAsync(HttpContext context, KeyValueStoreState store)
    {
        var snapshot = store.Current;
        context.Response.Headers.ETag = snapshot.ETag;
        return WriteAsync(context, json =>
        {
            WriteCounts(json, snapshot);
            json.WriteString("KvsARN", store.Arn);
            WriteTime(json, "Created", store.Created);
            WriteTime(json, "LastModified", snapshot.LastModified);
            json.WriteString("Status", "READY");
        });
    }

    private static Task ListKeysAsync(HttpContext context, KeyValueStoreState store)
    {
        var query = context.Request.Query;
        var size = DefaultPage;
        if (query.TryGetValue("MaxResults", out var max) && (!int.TryParse(max, out size) || size is < 1 or > LargestPage))
        {
            throw RequestFields.Invalid($"MaxResults must be 1 to {LargestPage}.");
        }

        // One more than the page tells whether there is another page.
        var items = store.Current.After(ReadToken(query["NextToken"])).Take(size + 1).ToArray();
        return WriteAsync(context, json =>
        {
            json.WriteStartArray("Items");
            foreach (var item in items.Take(size))
            {
                json.WriteStartObject();
                json.WriteString("Key", item.Key);
                json.WriteString("Value", item.Value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (items.Length > size)
            {
                json.WriteString("NextToken", Convert.ToBase64String(Encoding.UTF8.GetBytes(items[size - 1].Key)));
            }
        });
    }

    private static string? ReadToken(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : throw RequestFields.Invalid("NextToken is not one that ListKeys returned.");
    }

    private static Task GetKeyAsync(HttpContext context, KeyValueStoreState store, string key)
    {
        var snapshot = store.Current;
        var value = snapshot.Find(key) ?? throw KeyValueStoreState.KeyNotFound();
        return WriteAsync(context, json =>
        {
            json.WriteString("Key", key);
            json.WriteString("Value", value);
            WriteCounts(json, snapshot);
        });
    }

    private static async Task PutKeyAsync(HttpContext context, KeyValueStoreState store, string key)
    {
        var etag = RequestFields.RequireIfMatch(context.Request);
        var value = RequestFields.RequireString(await RequestFields.ReadBodyAsync(context.Request), "Value");
        await WriteResultAsync(context, store.Update(etag, [new(key, value)], []));
    }

    private static Task DeleteKeyAsync(HttpContext context, KeyValueStoreState store, string key)
    {
        var etag = RequestFields.RequireIfMatch(context.Request);
        return WriteResultAsync(context, store.Update(etag, [], [key], keyMustExist: true));
    }

    private static async Task UpdateKeysAsync(HttpContext context, KeyValueStoreState store)
    {
        var etag = RequestFields.RequireIfMatch(context.Request);
        var request = UpdateKeysRequest.Parse(await RequestFields.ReadBodyAsync(context.Request));
        await WriteResultAsync(context, store.Update(etag, request.Puts, request.Deletes));
    }

    private static Task WriteResultAsync(HttpContext context, KeyValueSnapshot snapshot)
    {
        context.Response.Headers.ETag = snapshot.ETag;
        return WriteAsync(context, json => WriteCounts(json, snapshot));
    }

    private static void WriteCounts(Utf8JsonWriter json, KeyValueSnapshot snapshot)
    {
        json.WriteNumber("ItemCount", snapshot.Entries.Count);
        json.WriteNumber("TotalSizeInBytes", snapshot.TotalSizeInBytes);
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset time) =>
        json.WriteNumber(name, time.ToUnixTimeMilliseconds() / 1000m);

    private static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = buffer.WrittenCount;
        await context.Response.Body.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
    }
}
