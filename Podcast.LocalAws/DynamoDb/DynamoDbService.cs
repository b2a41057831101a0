using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Core.Protocols.AwsJson;

namespace Podcast.LocalAws.DynamoDb;

/// <summary>
/// DynamoDB and DynamoDB Streams: authenticates and authorizes the caller, then forwards to DynamoDB Local.
/// See https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/Welcome.html.
/// </summary>
internal sealed class DynamoDbService : IAwsService
{
    private const int MaxRequest = 17 * 1024 * 1024;

    private readonly DynamoDbLocalClient _dynamoDb;
    private readonly LocalArns _arns;
    private readonly TableProvisioner _tables;
    private readonly TableMetrics _metrics;
    private readonly OperationTable<DynamoDbRequest, HttpResponseMessage> _operations;

    public DynamoDbService(
        DynamoDbLocalClient dynamoDb, LocalArns arns, TableProvisioner tables, TableMetrics metrics, DynamoDbPermissions permissions, IAuthorizer authorizer)
    {
        _dynamoDb = dynamoDb;
        _arns = arns;
        _tables = tables;
        _metrics = metrics;
        _operations = new("dynamodb", authorizer)
        {
            { "GetItem", permissions.OnItem, ForwardAsync },
            { "PutItem", permissions.OnItem, ForwardAsync },
            { "UpdateItem", permissions.OnItem, ForwardAsync },
            { "DeleteItem", permissions.OnItem, ForwardAsync },
            { "Query", permissions.OnQuery, ForwardAsync },
            { "Scan", permissions.OnTableOrIndex, ForwardAsync },
            { "BatchGetItem", permissions.OnEachTable, ForwardAsync },
            { "BatchWriteItem", permissions.OnEachTable, ForwardAsync },
            { "TransactGetItems", permissions.OnEachItem, ForwardAsync },
            { "TransactWriteItems", permissions.OnEachItem, ForwardAsync },
            { "CreateTable", permissions.OnTable, ForwardAsync },
            { "DescribeTable", permissions.OnTable, ForwardAsync },
            { "UpdateTable", permissions.OnTable, ForwardAsync },
            { "DeleteTable", permissions.OnTable, ForwardAsync },
            { "ListTables", DynamoDbPermissions.OnAll, ForwardAsync },
            { "DescribeTimeToLive", permissions.OnTable, ForwardAsync },
            { "UpdateTimeToLive", permissions.OnTable, ForwardAsync },
            { "DescribeLimits", DynamoDbPermissions.OnAll, ForwardAsync },
            { "TagResource", permissions.OnResource, ForwardAsync },
            { "UntagResource", permissions.OnResource, ForwardAsync },
            { "ListTagsOfResource", permissions.OnResource, ForwardAsync },
            { "ListStreams", permissions.OnStreamsOfTable, ForwardAsync },
            { "DescribeStream", permissions.OnStream, ForwardToStreamAsync },
            { "GetShardIterator", permissions.OnStream, ForwardToStreamAsync },
            { "GetRecords", permissions.OnIterator, ForwardAsync },
        };
    }

    public string SigningName => "dynamodb";

    public string Name => "DynamoDB";

    public AwsProtocol Protocol { get; } = new AwsJsonProtocol("1.0", "com.amazonaws.dynamodb.v20120810");

    public long MaxRequestBytes => MaxRequest;

    public string GetOperation(HttpRequest request) => AwsTarget.Parse(request).Operation;

    public async Task ReportErrorAsync(HttpContext context, string operation, AwsException error)
    {
        // A throttled request is refused before it is read.
        var tables = context.Features.Get<RequestedTables>()?.Names
            ?? (error.Code.Contains("Throughput", StringComparison.Ordinal) || error.StatusCode >= StatusCodes.Status500InternalServerError
                ? TableNames.Find(await PayloadReader.ReadAsync(context, MaxRequest) ?? default)
                : []);
        _metrics.RecordError(tables, operation, error.Code, error.StatusCode);
    }

    public async Task HandleAsync(HttpContext context, AwsCaller caller)
    {
        var operation = _operations.Get(AwsJsonService.RequireOperation(context.Request));
        var body = await PayloadReader.ReadAsync(context, MaxRequest)
            ?? throw new AwsException("RequestEntityTooLarge", "The request is larger than 16 MB.", StatusCodes.Status413PayloadTooLarge);
        var request = DynamoDbRequest.Read(context, caller, body);
        context.Features.Set(new RequestedTables(TableNames.Find(body)));
        Describe(Activity.Current, body);
        using var response = await _operations.ExecuteAsync(operation, request);
        try
        {
            // DynamoDB Local fails where DynamoDB refuses a member of another type.
            if (response.StatusCode == HttpStatusCode.InternalServerError && InputTypes.FindMismatch(request.Input) is { } mismatch)
            {
                throw DynamoDbRequest.Invalid(mismatch);
            }

            await PassOnAsync(context, operation.Name, response);
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException && !context.RequestAborted.IsCancellationRequested)
        {
            throw Unavailable($"DynamoDB Local ended during its response: {cut.Message}");
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

    private static bool ReturnsArns(string operation) =>
        operation is "DescribeTable" or "CreateTable" or "UpdateTable" or "DeleteTable" or "DescribeStream" or "ListStreams" or "ListTagsOfResource";

    private Task<HttpResponseMessage> ForwardToStreamAsync(DynamoDbRequest request) => ForwardAsync(request with { Body = ToLocalStream(request) });

    private async Task<HttpResponseMessage> ForwardAsync(DynamoDbRequest request)
    {
        if (_tables.Pending is { } pending)
        {
            throw Unavailable(pending);
        }

        try
        {
            return await _dynamoDb.SendAsync(request.Target.ToString(), request.Context.Request.ContentType ?? "", request.Body, request.Context.RequestAborted);
        }
        catch (HttpRequestException reason)
        {
            throw Unavailable($"DynamoDB Local does not respond: {reason.Message}");
        }
    }

    // Clients retry after a status of 500 or above.
    private static AwsException Unavailable(string reason) => new("ServiceUnavailable", reason, StatusCodes.Status503ServiceUnavailable);

    private ReadOnlyMemory<byte> ToLocalStream(DynamoDbRequest request)
    {
        if (request.Input["StreamArn"] is not JsonValue arn || !arn.TryGetValue<string>(out var text))
        {
            return request.Body;
        }

        request.Input["StreamArn"] = _arns.ToLocal(text);
        return Encoding.UTF8.GetBytes(request.Input.ToJsonString());
    }

    private async Task PassOnAsync(HttpContext context, string operation, HttpResponseMessage response)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        if (!response.IsSuccessStatusCode)
        {
            Activity.Current?.SetStatus(ActivityStatusCode.Error);
        }

        if (ReturnsArns(operation) && response.IsSuccessStatusCode)
        {
            var text = _arns.ReplaceInText(await response.Content.ReadAsStringAsync(context.RequestAborted));
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
