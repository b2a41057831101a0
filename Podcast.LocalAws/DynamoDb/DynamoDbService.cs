using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Protocols;

namespace Podcast.LocalAws.DynamoDb;

/// <summary>
/// DynamoDB and DynamoDB Streams: the caller is known and allowed, then DynamoDB Local answers.
/// See https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/Welcome.html.
/// </summary>
internal sealed class DynamoDbService(
    DynamoDbLocalClient dynamoDb, LocalArns arns, TableProvisioner tables, DynamoDbAuthorization authorization) : IAwsService
{
    public string SigningName => "dynamodb";

    public string Name => "DynamoDB";

    public AwsErrorFormat ErrorFormat => AwsErrorFormat.Json10;

    public long MaxRequestBytes => 17 * 1024 * 1024;

    public string GetOperation(HttpRequest request)
    {
        var target = request.Headers["X-Amz-Target"].ToString();
        return target[(target.LastIndexOf('.') + 1)..];
    }

    public async Task HandleAsync(HttpContext context, AwsCaller caller)
    {
        var target = context.Request.Headers["X-Amz-Target"].ToString();
        var operation = GetOperation(context.Request);
        if (operation.Length == 0)
        {
            throw new AwsException("UnknownOperationException", "", StatusCodes.Status400BadRequest);
        }

        var body = await PayloadReader.ReadAsync(context, (int)MaxRequestBytes)
            ?? throw new AwsException("RequestEntityTooLarge", "The request is larger than 16 MB.", StatusCodes.Status413PayloadTooLarge);
        Describe(Activity.Current, body);
        authorization.Authorize(caller, operation, body);
        if (NamesStream(operation))
        {
            body = ToLocalStream(body);
        }

        HttpResponseMessage response;
        try
        {
            response = await dynamoDb.SendAsync(target, context.Request.ContentType ?? "", body, context.RequestAborted);
        }
        catch (HttpRequestException reason)
        {
            throw new AwsException("ServiceUnavailable", tables.Pending ?? $"DynamoDB Local does not answer: {reason.Message}", StatusCodes.Status503ServiceUnavailable);
        }

        using (response)
        {
            await PassOnAsync(context, operation, response);
        }
    }

    private static void Describe(Activity? span, ReadOnlyMemory<byte> body)
    {
        if (span is { IsAllDataRequested: true })
        {
            span.SetTag("db.system.name", "aws.dynamodb");
            span.SetTag("aws.dynamodb.table_names", TableNames.Find(body));
        }
    }

    private static bool NamesStream(string operation) => operation is "DescribeStream" or "GetShardIterator";

    private static bool AnswersWithArns(string operation) =>
        operation is "DescribeTable" or "CreateTable" or "UpdateTable" or "DeleteTable" or "DescribeStream" or "ListStreams" or "ListTagsOfResource";

    private ReadOnlyMemory<byte> ToLocalStream(ReadOnlyMemory<byte> body)
    {
        try
        {
            if (JsonNode.Parse(body.Span) is JsonObject request && request["StreamArn"] is JsonValue arn && arn.TryGetValue<string>(out var text))
            {
                request["StreamArn"] = arns.ToLocal(text);
                return Encoding.UTF8.GetBytes(request.ToJsonString());
            }
        }
        catch (JsonException)
        {
            // DynamoDB Local says what is wrong with it.
        }

        return body;
    }

    private async Task PassOnAsync(HttpContext context, string operation, HttpResponseMessage response)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        if (!response.IsSuccessStatusCode)
        {
            Activity.Current?.SetStatus(ActivityStatusCode.Error);
        }

        if (AnswersWithArns(operation) && response.IsSuccessStatusCode)
        {
            var text = arns.ReplaceInText(await response.Content.ReadAsStringAsync(context.RequestAborted));
            await context.Response.WriteAsync(text, context.RequestAborted);
            return;
        }

        // The checksum holds for the untouched body.
        if (response.Headers.TryGetValues("x-amz-crc32", out var checksum))
        {
            context.Response.Headers["x-amz-crc32"] = checksum.First();
        }

        context.Response.ContentLength = response.Content.Headers.ContentLength;
        await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
