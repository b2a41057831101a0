#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal sealed class GetJobMarshaller : MediaConvertMarshaller<GetJobRequest>
{
    internal static readonly GetJobMarshaller Instance = new();

    protected override IRequest Marshall(GetJobRequest input) => CreateForJob(input, "GET", input.Id);
}
