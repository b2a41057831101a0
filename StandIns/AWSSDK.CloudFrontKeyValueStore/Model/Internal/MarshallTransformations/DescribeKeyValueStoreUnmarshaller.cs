#nullable disable

using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.CloudFrontKeyValueStore.Model.Internal.MarshallTransformations;

internal sealed class DescribeKeyValueStoreUnmarshaller : KeyValueStoreUnmarshaller<DescribeKeyValueStoreResponse>
{
    internal static readonly DescribeKeyValueStoreUnmarshaller Instance = new();

    protected override void SetETag(DescribeKeyValueStoreResponse response, string etag) => response.ETag = etag;

    protected override void ReadMember(
        DescribeKeyValueStoreResponse response, JsonUnmarshallerContext context, int depth, ref StreamingUtf8JsonReader reader)
    {
        if (IsTime(context, "Created", depth, ref reader, out var created))
        {
            response.Created = created;
        }
        else if (IsString(context, "FailureReason", depth, ref reader, out var failureReason))
        {
            response.FailureReason = failureReason;
        }
        else if (IsCount(context, "ItemCount", depth, ref reader, out var count))
        {
            response.ItemCount = count;
        }
        else if (IsString(context, "KvsARN", depth, ref reader, out var arn))
        {
            response.KvsARN = arn;
        }
        else if (IsTime(context, "LastModified", depth, ref reader, out var lastModified))
        {
            response.LastModified = lastModified;
        }
        else if (IsString(context, "Status", depth, ref reader, out var status))
        {
            response.Status = status;
        }
        else if (IsSize(context, "TotalSizeInBytes", depth, ref reader, out var size))
        {
            response.TotalSizeInBytes = size;
        }
    }
}
