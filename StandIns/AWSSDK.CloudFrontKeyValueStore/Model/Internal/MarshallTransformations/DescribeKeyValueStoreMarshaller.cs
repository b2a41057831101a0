#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.CloudFrontKeyValueStore.Model.Internal.MarshallTransformations;

internal sealed class DescribeKeyValueStoreMarshaller : KeyValueStoreMarshaller<DescribeKeyValueStoreRequest>
{
    internal static readonly DescribeKeyValueStoreMarshaller Instance = new();

    protected override IRequest Marshall(DescribeKeyValueStoreRequest input) => Create(input, "GET", string.Empty, input.KvsARN);
}
