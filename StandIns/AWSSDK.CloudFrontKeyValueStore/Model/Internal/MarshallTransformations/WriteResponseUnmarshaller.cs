#nullable disable

using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.CloudFrontKeyValueStore.Model.Internal.MarshallTransformations;

/// <summary>The three writes have the same response.</summary>
internal static class WriteResponseUnmarshaller
{
    internal static readonly ResponseUnmarshaller DeleteKey = new Unmarshaller<DeleteKeyResponse>(
        (response, count) => response.ItemCount = count,
        (response, size) => response.TotalSizeInBytes = size,
        (response, etag) => response.ETag = etag);

    internal static readonly ResponseUnmarshaller PutKey = new Unmarshaller<PutKeyResponse>(
        (response, count) => response.ItemCount = count,
        (response, size) => response.TotalSizeInBytes = size,
        (response, etag) => response.ETag = etag);

    internal static readonly ResponseUnmarshaller UpdateKeys = new Unmarshaller<UpdateKeysResponse>(
        (response, count) => response.ItemCount = count,
        (response, size) => response.TotalSizeInBytes = size,
        (response, etag) => response.ETag = etag);

    private sealed class Unmarshaller<TResponse>(
        Action<TResponse, int?> setCount, Action<TResponse, long?> setSize, Action<TResponse, string> setETag)
        : KeyValueStoreUnmarshaller<TResponse>
        where TResponse : AmazonWebServiceResponse, new()
    {
        protected override void SetETag(TResponse response, string etag) => setETag(response, etag);

        protected override void ReadMember(
            TResponse response, JsonUnmarshallerContext context, int depth, ref StreamingUtf8JsonReader reader)
        {
            if (IsCount(context, "ItemCount", depth, ref reader, out var count))
            {
                setCount(response, count);
            }
            else if (IsSize(context, "TotalSizeInBytes", depth, ref reader, out var size))
            {
                setSize(response, size);
            }
        }
    }
}
