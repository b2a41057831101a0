#nullable disable

using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.CloudFront.Model.Internal.MarshallTransformations;

internal sealed class CreateInvalidationUnmarshaller : XmlResponseUnmarshaller
{
    internal static readonly CreateInvalidationUnmarshaller Instance = new();

    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input)
    {
        var response = new CreateInvalidationResponse();
        if (input.ResponseData.IsHeaderPresent("Location"))
        {
            response.Location = input.ResponseData.GetHeaderValue("Location");
        }

        var invalidation = new Invalidation();
        while (input.Read())
        {
            if (input.IsStartElement)
            {
                Read(input, invalidation);
                response.Invalidation = invalidation;
            }
        }

        return response;
    }

    public override AmazonServiceException UnmarshallException(XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var error = XmlErrorResponseUnmarshaller.GetInstance().Unmarshall(input);
        var (message, type, code, id) = (error.Message, error.Type, error.Code, error.RequestId);
        return code switch
        {
            "AccessDenied" => new AccessDeniedException(message, innerException, type, code, id, statusCode),
            "BatchTooLarge" => new BatchTooLargeException(message, innerException, type, code, id, statusCode),
            "InconsistentQuantities" => new InconsistentQuantitiesException(message, innerException, type, code, id, statusCode),
            "InvalidArgument" => new InvalidArgumentException(message, innerException, type, code, id, statusCode),
            "MissingBody" => new MissingBodyException(message, innerException, type, code, id, statusCode),
            "NoSuchDistribution" => new NoSuchDistributionException(message, innerException, type, code, id, statusCode),
            "TooManyInvalidationsInProgress" => new TooManyInvalidationsInProgressException(message, innerException, type, code, id, statusCode),
            _ => new AmazonCloudFrontException(message, innerException, type, code, id, statusCode),
        };
    }

    private static void Read(XmlUnmarshallerContext context, Invalidation invalidation)
    {
        if (context.TestExpression("Invalidation/Id"))
        {
            invalidation.Id = StringUnmarshaller.Instance.Unmarshall(context);
        }
        else if (context.TestExpression("Invalidation/Status"))
        {
            invalidation.Status = StringUnmarshaller.Instance.Unmarshall(context);
        }
        else if (context.TestExpression("Invalidation/CreateTime"))
        {
            invalidation.CreateTime = NullableDateTimeUnmarshaller.Instance.Unmarshall(context);
        }
        else if (context.TestExpression("InvalidationBatch/CallerReference"))
        {
            Batch(invalidation).CallerReference = StringUnmarshaller.Instance.Unmarshall(context);
        }
        else if (context.TestExpression("Paths/Quantity"))
        {
            Paths(invalidation).Quantity = NullableIntUnmarshaller.Instance.Unmarshall(context);
        }
        else if (context.TestExpression("Items/Path"))
        {
            (Paths(invalidation).Items ??= []).Add(StringUnmarshaller.Instance.Unmarshall(context));
        }
    }

    private static InvalidationBatch Batch(Invalidation invalidation) => invalidation.InvalidationBatch ??= new();

    private static Paths Paths(Invalidation invalidation) => Batch(invalidation).Paths ??= new();
}
