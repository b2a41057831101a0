#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal sealed class CancelJobMarshaller : MediaConvertMarshaller<CancelJobRequest>
{
    internal static readonly CancelJobMarshaller Instance = new();

    protected override IRequest Marshall(CancelJobRequest input) => CreateForJob(input, "DELETE", input.Id);
}
