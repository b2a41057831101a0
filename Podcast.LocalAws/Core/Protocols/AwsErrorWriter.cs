using System.Buffers;
using System.Security;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Podcast.LocalAws.Core.Protocols;

/// <summary>Writes an error as the service would. See https://smithy.io/2.0/aws/protocols/ and, for S3, https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html.</summary>
internal static class AwsErrorWriter
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task WriteAsync(HttpContext context, AwsErrorFormat format, AwsException error)
    {
        var response = context.Response;
        response.Clear();
        RequestId.Write(context, format);
        response.StatusCode = error.StatusCode;
        foreach (var (name, value) in error.Headers)
        {
            response.Headers[name] = value;
        }

        var body = format switch
        {
            AwsErrorFormat.Json10 => WriteJson10(response, error),
            AwsErrorFormat.Sqs => WriteSqs(response, error),
            AwsErrorFormat.RestJson => WriteRestJson(response, error),
            AwsErrorFormat.QueryXml => WriteQueryXml(context, error),
            _ => WriteRestXml(context, error),
        };

        // A HEAD has no body to carry the error: callers go by the status.
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return Task.CompletedTask;
        }

        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private static ReadOnlyMemory<byte> WriteJson10(HttpResponse response, AwsException error)
    {
        response.ContentType = "application/x-amz-json-1.0";
        return WriteObject("__type", ErrorType(error.Code, "com.amazonaws.dynamodb.v20120810"), "message", error.Message);
    }

    // Clients of the query protocol's time know some errors by another code. See
    // https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#query-compatible-error-responses.
    private static ReadOnlyMemory<byte> WriteSqs(HttpResponse response, AwsException error)
    {
        response.ContentType = "application/x-amz-json-1.0";
        var queryCode = error.Code switch
        {
            "QueueDoesNotExist" => "AWS.SimpleQueueService.NonExistentQueue",
            "BatchEntryIdsNotDistinct" or "BatchRequestTooLong" or "EmptyBatchRequest" or "InvalidBatchEntryId" or "TooManyEntriesInBatchRequest"
                or "PurgeQueueInProgress" or "MessageNotInflight" => "AWS.SimpleQueueService." + error.Code,
            _ => error.Code,
        };
        response.Headers["x-amzn-query-error"] = $"{queryCode};{(error.StatusCode < 500 ? "Sender" : "Receiver")}";
        return WriteObject("__type", ErrorType(error.Code, "com.amazonaws.sqs"), "message", error.Message);
    }

    private static ReadOnlyMemory<byte> WriteRestJson(HttpResponse response, AwsException error)
    {
        response.ContentType = "application/json";
        response.Headers["x-amzn-ErrorType"] = error.Code;
        return WriteObject("Message", error.Message);
    }

    private static ReadOnlyMemory<byte> WriteRestXml(HttpContext context, AwsException error)
    {
        context.Response.ContentType = "application/xml";
        var xml = $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <Error><Code>{Escape(error.Code)}</Code><Message>{Escape(error.Message)}</Message><Resource>{Escape(context.Request.Path)}</Resource><RequestId>{context.TraceIdentifier}</RequestId></Error>
            """;
        return Encoding.UTF8.GetBytes(xml);
    }

    private static ReadOnlyMemory<byte> WriteQueryXml(HttpContext context, AwsException error)
    {
        context.Response.ContentType = "text/xml";
        var type = error.StatusCode < 500 ? "Sender" : "Receiver";
        return Encoding.UTF8.GetBytes(
            $"<ErrorResponse><Error><Type>{type}</Type><Code>{Escape(error.Code)}</Code><Message>{Escape(error.Message)}</Message></Error><RequestId>{context.TraceIdentifier}</RequestId></ErrorResponse>");
    }

    private static string? Escape(string? text) => SecurityElement.Escape(text);

    // What the front end refuses carries its own namespace; what a service refuses carries the service's.
    private static string ErrorType(string code, string service) => code switch
    {
        "UnrecognizedClientException" or "MissingAuthenticationTokenException" or "InvalidSignatureException" or "AccessDeniedException"
            or "IncompleteSignatureException" or "UnknownOperationException" or "SerializationException" => "com.amazon.coral.service#" + code,
        _ => $"{service}#{code}",
    };

    private static ReadOnlyMemory<byte> WriteObject(params ReadOnlySpan<string> namesAndValues)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Json);
        writer.WriteStartObject();
        for (var i = 0; i < namesAndValues.Length; i += 2)
        {
            writer.WriteString(namesAndValues[i], namesAndValues[i + 1]);
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }
}
