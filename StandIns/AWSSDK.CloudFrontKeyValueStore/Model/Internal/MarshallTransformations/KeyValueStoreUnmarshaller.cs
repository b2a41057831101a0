#nullable disable

using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.CloudFrontKeyValueStore.Model.Internal.MarshallTransformations;

/// <summary>What the responses have in common: a flat JSON object, and the errors.</summary>
internal abstract class KeyValueStoreUnmarshaller<TResponse> : JsonResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse, new()
{
    private const int ReaderBufferSize = 4096;

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        var response = new TResponse();
        var reader = CreateReader(input);
        input.Read(ref reader);
        var depth = input.CurrentDepth;
        while (input.ReadAtDepth(depth, ref reader))
        {
            ReadMember(response, input, depth, ref reader);
        }

        if (input.ResponseData.IsHeaderPresent("ETag"))
        {
            SetETag(response, input.ResponseData.GetHeaderValue("ETag"));
        }

        return response;
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var reader = CreateReader(input);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
        var (message, type, code, id) = (error.Message, error.Type, error.Code, error.RequestId);
        return code switch
        {
            "AccessDeniedException" => new AccessDeniedException(message, innerException, type, code, id, statusCode),
            "ConflictException" => new ConflictException(message, innerException, type, code, id, statusCode),
            "InternalServerException" => new InternalServerException(message, innerException, type, code, id, statusCode),
            "ResourceNotFoundException" => new ResourceNotFoundException(message, innerException, type, code, id, statusCode),
            "ServiceQuotaExceededException" => new ServiceQuotaExceededException(message, innerException, type, code, id, statusCode),
            "ValidationException" => new ValidationException(message, innerException, type, code, id, statusCode),
            _ => new AmazonCloudFrontKeyValueStoreException(message, innerException, type, code, id, statusCode),
        };
    }

    /// <summary>Reads the member the reader is at, if it is a known one.</summary>
    protected abstract void ReadMember(TResponse response, JsonUnmarshallerContext context, int depth, ref StreamingUtf8JsonReader reader);

    protected virtual void SetETag(TResponse response, string etag)
    {
    }

    protected static bool IsString(JsonUnmarshallerContext context, string name, int depth, ref StreamingUtf8JsonReader reader, out string value)
    {
        var found = context.TestExpression(name, depth, ref reader);
        value = found ? StringUnmarshaller.GetInstance().Unmarshall(context, ref reader) : null;
        return found;
    }

    protected static bool IsCount(JsonUnmarshallerContext context, string name, int depth, ref StreamingUtf8JsonReader reader, out int? value)
    {
        var found = context.TestExpression(name, depth, ref reader);
        value = found ? NullableIntUnmarshaller.Instance.Unmarshall(context, ref reader) : null;
        return found;
    }

    protected static bool IsSize(JsonUnmarshallerContext context, string name, int depth, ref StreamingUtf8JsonReader reader, out long? value)
    {
        var found = context.TestExpression(name, depth, ref reader);
        value = found ? NullableLongUnmarshaller.Instance.Unmarshall(context, ref reader) : null;
        return found;
    }

    protected static bool IsTime(JsonUnmarshallerContext context, string name, int depth, ref StreamingUtf8JsonReader reader, out DateTime? value)
    {
        var found = context.TestExpression(name, depth, ref reader);
        value = found ? NullableDateTimeUnmarshaller.Instance.Unmarshall(context, ref reader) : null;
        return found;
    }

    private static StreamingUtf8JsonReader CreateReader(JsonUnmarshallerContext context) =>
        new(context.Stream, AWSConfigs.StreamingUtf8JsonReaderBufferSize ?? ReaderBufferSize, context.JsonMaxDepth);
}
