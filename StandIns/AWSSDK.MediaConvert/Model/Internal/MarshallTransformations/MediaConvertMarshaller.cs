#nullable disable

using System.Buffers;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

/// <summary>What the requests have in common.</summary>
internal abstract class MediaConvertMarshaller<TRequest> : IMarshaller<IRequest, AmazonWebServiceRequest>
    where TRequest : AmazonWebServiceRequest
{
    public IRequest Marshall(AmazonWebServiceRequest input) => Marshall((TRequest)input);

    protected abstract IRequest Marshall(TRequest input);

    protected static DefaultRequest Create(TRequest input, string method, string path)
    {
        var request = new DefaultRequest(input, "Amazon.MediaConvert") { HttpMethod = method, ResourcePath = path };
        request.Headers["x-amz-api-version"] = "2017-08-29";
        return request;
    }

    protected static DefaultRequest CreateForJob(TRequest input, string method, string id)
    {
        var request = Create(input, method, "/2017-08-29/jobs/{id}");
        request.AddPathResource("{id}", id ?? throw new AmazonMediaConvertException("Request object does not have required field Id set"));
        return request;
    }

    protected static void AddParameter(DefaultRequest request, string name, string value)
    {
        if (value is not null)
        {
            request.Parameters[name] = value;
        }
    }

    protected static void SetBody(DefaultRequest request, Action<Utf8JsonWriter> writeMembers)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writeMembers(writer);
            writer.WriteEndObject();
        }

        request.Headers["Content-Type"] = "application/json";
        request.Content = buffer.WrittenSpan.ToArray();
    }
}
