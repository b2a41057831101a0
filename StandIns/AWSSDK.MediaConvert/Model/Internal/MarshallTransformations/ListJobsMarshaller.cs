#nullable disable

using System.Globalization;
using Amazon.Runtime.Internal;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal sealed class ListJobsMarshaller : MediaConvertMarshaller<ListJobsRequest>
{
    internal static readonly ListJobsMarshaller Instance = new();

    protected override IRequest Marshall(ListJobsRequest input)
    {
        var request = Create(input, "GET", "/2017-08-29/jobs");
        AddParameter(request, "maxResults", input.MaxResults?.ToString(CultureInfo.InvariantCulture));
        AddParameter(request, "nextToken", input.NextToken);
        AddParameter(request, "order", input.Order?.Value);
        AddParameter(request, "queue", input.Queue);
        AddParameter(request, "status", input.Status?.Value);
        request.UseQueryString = true;
        return request;
    }
}
