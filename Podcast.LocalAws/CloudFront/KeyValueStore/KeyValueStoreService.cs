using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols.RestJson;

namespace Podcast.LocalAws.CloudFront.KeyValueStore;

/// <summary>
/// The data plane of CloudFront KeyValueStore, 2022-07-26. Bodies are JSON with PascalCase members, times are epoch seconds. The ARN and the key are one
/// segment of the path each, and may hold an encoded slash. See
/// https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Operations_Amazon_CloudFront_KeyValueStore.html.
/// </summary>
internal sealed class KeyValueStoreService : RestJsonService
{
    private const string Root = "/key-value-stores/{KvsARN}";
    private const string ActionPrefix = "cloudfront-keyvaluestore:";
    private const int DefaultPage = 10;
    private const int LargestPage = 50;

    private readonly KeyValueStoreRegistry _stores;

    public KeyValueStoreService(KeyValueStoreRegistry stores, IAuthorizer authorizer)
    {
        _stores = stores;
        Operations = new(SigningName, authorizer)
        {
            { $"GET {Root}", "DescribeKeyValueStore", $"{ActionPrefix}DescribeKeyValueStore", StoreArn, request => Describe(request) },
            { $"GET {Root}/keys{{?MaxResults,NextToken}}", "ListKeys", $"{ActionPrefix}ListKeys", StoreArn, request => ListKeys(request) },
            { $"POST {Root}/keys", "UpdateKeys", $"{ActionPrefix}UpdateKeys", StoreArn, UpdateKeysAsync },
            { $"GET {Root}/keys/{{Key}}", "GetKey", $"{ActionPrefix}GetKey", StoreArn, request => GetKey(request) },
            { $"PUT {Root}/keys/{{Key}}", "PutKey", $"{ActionPrefix}PutKey", StoreArn, PutKeyAsync },
            { $"DELETE {Root}/keys/{{Key}}", "DeleteKey", $"{ActionPrefix}DeleteKey", StoreArn, request => DeleteKey(request) },
        };
    }

    public override string SigningName => "cloudfront-keyvaluestore";

    public override string Name => "KeyValueStore";

    // More than the payload quota, so that a request that exceeds it gets the service's own error.
    public override long MaxRequestBytes => 8L * KeyValueStoreQuotas.BytesPerUpdate;

    protected override RestOperationTable Operations { get; }

    // The data plane is global, which SigV4 cannot sign for. See
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-function-restrictions.html.
    protected override Task<JsonObject> ReadInputAsync(HttpContext context)
    {
        var request = context.Request;
        var isSigV4A = request.Headers.Authorization.ToString().StartsWith(SigV4A.Algorithm, StringComparison.Ordinal) || request.Query["X-Amz-Algorithm"] == SigV4A.Algorithm;
        return isSigV4A
            ? base.ReadInputAsync(context)
            : throw new AwsException("AccessDeniedException", "The request has to be signed with SigV4A (AWS4-ECDSA-P256-SHA256).", StatusCodes.Status403Forbidden);
    }

    private static string StoreArn(RestJsonRequest request) => request["KvsARN"];

    private KeyValueStoreState FindStore(RestJsonRequest request) => _stores.Find(request["KvsARN"])
        ?? throw new AwsException("ResourceNotFoundException", "The key value store does not exist.", StatusCodes.Status404NotFound);

    private (KeyValueStoreState Store, string Key) FindStoreAndKey(RestJsonRequest request)
    {
        var store = FindStore(request);
        RequestFields.CheckKey(request["Key"]);
        return (store, request["Key"]);
    }

    private RestJsonResponse Describe(RestJsonRequest request)
    {
        var store = FindStore(request);
        var snapshot = store.Current;
        SetETag(request, snapshot);
        return Write(json =>
        {
            WriteCounts(json, snapshot);
            json.WriteString("KvsARN", store.Arn);
            WriteTime(json, "Created", store.Created);
            WriteTime(json, "LastModified", snapshot.LastModified);
            json.WriteString("Status", "READY");
        });
    }

    private RestJsonResponse ListKeys(RestJsonRequest request)
    {
        var store = FindStore(request);
        var size = DefaultPage;
        if (request.Query.TryGetValue("MaxResults", out var max) && (!int.TryParse(max, out size) || size is < 1 or > LargestPage))
        {
            throw RequestFields.Invalid($"MaxResults must be 1 to {LargestPage}.");
        }

        // One more than the page tells whether there is another page.
        var items = store.Current.After(ReadToken(request.Query["NextToken"])).Take(size + 1).ToArray();
        return Write(json =>
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

    private RestJsonResponse GetKey(RestJsonRequest request)
    {
        var (store, key) = FindStoreAndKey(request);
        var snapshot = store.Current;
        var value = snapshot.Find(key) ?? throw KeyValueStoreState.KeyNotFound();
        return Write(json =>
        {
            json.WriteString("Key", key);
            json.WriteString("Value", value);
            WriteCounts(json, snapshot);
        });
    }

    private async Task<RestJsonResponse> PutKeyAsync(RestJsonRequest request)
    {
        var (store, key) = FindStoreAndKey(request);
        var body = await ReadBodyAsync(request);
        var etag = RequestFields.RequireIfMatch(request.Context.Request);
        return Updated(request, store.Update(etag, [new(key, RequestFields.RequireString(body, "Value"))], []));
    }

    private RestJsonResponse DeleteKey(RestJsonRequest request)
    {
        var (store, key) = FindStoreAndKey(request);
        var etag = RequestFields.RequireIfMatch(request.Context.Request);
        return Updated(request, store.Update(etag, [], [key], keyMustExist: true));
    }

    private async Task<RestJsonResponse> UpdateKeysAsync(RestJsonRequest request)
    {
        var store = FindStore(request);
        var body = await ReadBodyAsync(request);
        var etag = RequestFields.RequireIfMatch(request.Context.Request);
        var update = UpdateKeysRequest.Parse(body);
        return Updated(request, store.Update(etag, update.Puts, update.Deletes));
    }

    private static Task<JsonElement> ReadBodyAsync(RestJsonRequest request) =>
        request.Context.Request.ContentLength > KeyValueStoreQuotas.BytesPerUpdate
            ? throw KeyValueStoreQuotas.Exceeded($"An update has at most {KeyValueStoreQuotas.BytesPerUpdate} bytes.")
            : RequestFields.ReadBodyAsync(request.Context.Request);

    private static RestJsonResponse Updated(RestJsonRequest request, KeyValueSnapshot snapshot)
    {
        SetETag(request, snapshot);
        return Write(json => WriteCounts(json, snapshot));
    }

    private static void SetETag(RestJsonRequest request, KeyValueSnapshot snapshot) => request.Context.Response.Headers.ETag = snapshot.ETag;

    private static void WriteCounts(Utf8JsonWriter json, KeyValueSnapshot snapshot)
    {
        json.WriteNumber("ItemCount", snapshot.Entries.Count);
        json.WriteNumber("TotalSizeInBytes", snapshot.TotalSizeInBytes);
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset time) =>
        json.WriteNumber(name, time.ToUnixTimeMilliseconds() / 1000m);

    private static RestJsonResponse Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return new(buffer.WrittenMemory);
    }
}
