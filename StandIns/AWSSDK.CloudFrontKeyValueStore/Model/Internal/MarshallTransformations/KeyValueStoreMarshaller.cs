#nullable disable

using System.Buffers;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.CloudFrontKeyValueStore.Model.Internal.MarshallTransformations;

/// <summary>What the requests have in common: the ARN as one label of the path, the API version, the ETag.</summary>
internal abstract class KeyValueStoreMarshaller<TRequest> : IMarshaller<IRequest, AmazonWebServiceRequest>
    where TRequest : AmazonWebServiceRequest
{
    public IRequest Marshall(AmazonWebServiceRequest input) => Marshall((TRequest)input);

    protected abstract IRequest Marshall(TRequest input);

    protected static DefaultRequest Create(TRequest input, string method, string pathAfterStore, string kvsArn)
    {
        var request = new DefaultRequest(input, "Amazon.CloudFrontKeyValueStore")
        {
            HttpMethod = method,
            ResourcePath = "/key-value-stores/{KvsARN}" + pathAfterStore,
        };
        request.Headers["x-amz-api-version"] = "2022-07-26";
        AddLabel(request, "KvsARN", kvsArn);
        return request;
    }

    protected static void AddLabel(DefaultRequest request, string name, string value) => request.AddPathResource(
        $"{{{name}}}", value ?? throw new AmazonCloudFrontKeyValueStoreException($"Request object does not have required field {name} set"));

    protected static void AddIfMatch(DefaultRequest request, string etag)
    {
        if (etag is not null)
        {
            request.Headers["If-Match"] = etag;
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
