using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.CloudFront.Functions.Events;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Protocols;

namespace Podcast.LocalAws.CloudFront.Functions.Api;

/// <summary>Reads the event of a test. See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html.</summary>
internal static class TestEventReader
{
    /// <exception cref="AwsException">It is no event.</exception>
    public static FunctionEvent Read(byte[] json)
    {
        try
        {
            var source = JsonInput.Parse(json)!.AsObject();
            var context = source["context"];
            var type = Text(context, "eventType") switch
            {
                "viewer-request" => FunctionEventType.ViewerRequest,
                "viewer-response" => FunctionEventType.ViewerResponse,
                _ => throw Invalid("context.eventType has to be viewer-request or viewer-response"),
            };
            if (Text(source, "version") != "1.0")
            {
                throw Invalid("version has to be 1.0");
            }

            var request = source["request"]?.AsObject() ?? throw Invalid("request is missing");
            var query = ReadFields(request["querystring"]);
            return new()
            {
                Type = type,
                DistributionDomainName = Text(context, "distributionDomainName") ?? "d123.cloudfront.net",
                DistributionId = Text(context, "distributionId") ?? "EXAMPLE",
                RequestId = Text(context, "requestId") ?? "EXAMPLE",
                ViewerIp = Text(source["viewer"], "ip") ?? throw Invalid("viewer.ip is missing"),
                Request = new(
                    Text(request, "method") ?? throw Invalid("request.method is missing"),
                    Text(request, "uri") ?? throw Invalid("request.uri is missing"),
                    query.Count == 0 ? null : QueryFields.Format(query),
                    ReadFields(request["headers"]),
                    ReadFields(request["cookies"])),
                Response = type == FunctionEventType.ViewerRequest ? null : ReadResponse(source["response"]?.AsObject() ?? throw Invalid("response is missing")),
            };
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or NullReferenceException or FormatException)
        {
            throw Invalid("it is not JSON of the documented structure");
        }
    }

    private static EdgeResponse ReadResponse(JsonObject source) => new(
        source["statusCode"]?.GetValue<int>() ?? throw Invalid("response.statusCode is missing"),
        Text(source, "statusDescription"),
        ReadFields(source["headers"]),
        ReadFields(source["cookies"]),
        null);

    private static FieldMap ReadFields(JsonNode? source)
    {
        var fields = new FieldMap();
        foreach (var (name, field) in source?.AsObject() ?? [])
        {
            if (field?["multiValue"]?.AsArray() is { } values)
            {
                foreach (var value in values)
                {
                    fields.Add(name, ReadValue(name, value));
                }
            }
            else
            {
                fields.Add(name, ReadValue(name, field));
            }
        }

        return fields;
    }

    private static FieldValue ReadValue(string name, JsonNode? source) =>
        new(Text(source, "value") ?? throw Invalid($"{name} has no value"), Text(source, "attributes"));

    private static string? Text(JsonNode? source, string name) => source?[name]?.GetValue<string>();

    private static AwsException Invalid(string reason) =>
        new("InvalidArgument", $"The event object is not valid: {reason}.", StatusCodes.Status400BadRequest);
}
