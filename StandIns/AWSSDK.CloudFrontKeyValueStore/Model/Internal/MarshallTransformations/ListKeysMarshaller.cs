#nullable disable

using System.Globalization;
using Amazon.Runtime.Internal;

namespace Amazon.CloudFrontKeyValueStore.Model.Internal.MarshallTransformations;

internal sealed class ListKeysMarshaller : KeyValueStoreMarshaller<ListKeysRequest>
{
    internal static readonly ListKeysMarshaller Instance = new();

    protected override IRequest Marshall(ListKeysRequest input)
    {
        var request = Create(input, "GET", "/keys", input.KvsARN);
        request.UseQueryString = true;
        if (input.MaxResults is { } maxResults)
        {
            request.Parameters["MaxResults"] = maxResults.ToString(CultureInfo.InvariantCulture);
        }

        if (input.NextToken is not null)
        {
            request.Parameters["NextToken"] = input.NextToken;
        }

        return request;
    }
}
