#nullable disable

using System.Globalization;
using System.Text;
using System.Xml;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.CloudFront.Model.Internal.MarshallTransformations;

internal sealed class CreateInvalidationMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    internal static readonly CreateInvalidationMarshaller Instance = new();

    private const string Version = "2020-05-31";
    private const string Namespace = $"http://cloudfront.amazonaws.com/doc/{Version}/";

    public IRequest Marshall(AmazonWebServiceRequest input) => Marshall((CreateInvalidationRequest)input);

    private static DefaultRequest Marshall(CreateInvalidationRequest input)
    {
        var request = new DefaultRequest(input, "Amazon.CloudFront")
        {
            HttpMethod = "POST",
            ResourcePath = $"/{Version}/distribution/{{DistributionId}}/invalidation",
        };
        request.AddPathResource(
            "{DistributionId}", input.DistributionId ?? throw new AmazonCloudFrontException("Request object does not have required field DistributionId set"));
        request.Headers["Content-Type"] = "application/xml";
        request.Headers["x-amz-api-version"] = Version;
        request.Content = Encoding.UTF8.GetBytes(Write(input.InvalidationBatch));
        return request;
    }

    private static string Write(InvalidationBatch batch)
    {
        if (batch is null)
        {
            return string.Empty;
        }

        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            writer.WriteStartElement("InvalidationBatch", Namespace);
            if (batch.CallerReference is not null)
            {
                writer.WriteElementString("CallerReference", Namespace, batch.CallerReference);
            }

            if (batch.Paths is not null)
            {
                Write(writer, batch.Paths);
            }

            writer.WriteEndElement();
        }

        return text.ToString();
    }

    private static void Write(XmlWriter writer, Paths paths)
    {
        writer.WriteStartElement("Paths", Namespace);
        if (paths.Items is { Count: > 0 })
        {
            writer.WriteStartElement("Items", Namespace);
            foreach (var path in paths.Items)
            {
                writer.WriteElementString("Path", Namespace, path);
            }

            writer.WriteEndElement();
        }

        if (paths.Quantity is { } quantity)
        {
            writer.WriteElementString("Quantity", Namespace, quantity.ToString(CultureInfo.InvariantCulture));
        }

        writer.WriteEndElement();
    }
}
