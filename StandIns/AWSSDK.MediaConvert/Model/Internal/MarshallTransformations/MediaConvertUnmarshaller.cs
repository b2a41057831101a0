#nullable disable

using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

/// <summary>What the responses have in common: a JSON object, and the errors.</summary>
internal abstract class MediaConvertUnmarshaller<TResponse> : JsonResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse, new()
{
    private const int ReaderBufferSize = 4096;

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        using var document = JsonDocument.Parse(input.Stream, new JsonDocumentOptions { MaxDepth = input.JsonMaxDepth });
        return Read(document.RootElement);
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var reader = new StreamingUtf8JsonReader(input.Stream, AWSConfigs.StreamingUtf8JsonReaderBufferSize ?? ReaderBufferSize, input.JsonMaxDepth);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
        var (message, type, code, id) = (error.Message, error.Type, error.Code, error.RequestId);
        return code switch
        {
            "BadRequestException" => new BadRequestException(message, innerException, type, code, id, statusCode),
            "ConflictException" => new ConflictException(message, innerException, type, code, id, statusCode),
            "ForbiddenException" => new ForbiddenException(message, innerException, type, code, id, statusCode),
            "InternalServerErrorException" => new InternalServerErrorException(message, innerException, type, code, id, statusCode),
            "NotFoundException" => new NotFoundException(message, innerException, type, code, id, statusCode),
            "ServiceQuotaExceededException" => new ServiceQuotaExceededException(message, innerException, type, code, id, statusCode),
            "TooManyRequestsException" => new TooManyRequestsException(message, innerException, type, code, id, statusCode),
            _ => new AmazonMediaConvertException(message, innerException, type, code, id, statusCode),
        };
    }

    protected abstract TResponse Read(JsonElement json);
}
