using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Core.Protocols.RestJson;
using Podcast.LocalAws.Lambda.EventSources;
using Podcast.LocalAws.Lambda.Runtime;

namespace Podcast.LocalAws.Lambda;

/// <summary>Lambda's API: what invokes and describes the functions of the stack. See https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html.</summary>
internal sealed class LambdaService : RestJsonService
{
    // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
    private const int MaxAsyncPayload = 1_048_576;
    private const int MaxChange = 256 * 1024;

    private readonly FunctionRegistry _functions;
    private readonly TimeProvider _time;
    private readonly string _region;
    private readonly AwsArns _arns;
    private readonly AsyncInvoker _asyncInvoker;

    public LambdaService(
        FunctionRegistry functions,
        AsyncInvoker asyncInvoker,
        LambdaDescriptions descriptions,
        FunctionChanges changes,
        MappingOperations mappings,
        IAuthorizer authorizer,
        LocalAwsOptions options,
        TimeProvider time)
    {
        _functions = functions;
        _time = time;
        _region = options.Region;
        _arns = options.GetArns();
        _asyncInvoker = asyncInvoker;
        Operations = new(Name, authorizer)
        {
            { "POST /2015-03-31/functions/{FunctionName}/invocations{?Qualifier}", "Invoke", "lambda:InvokeFunction", FunctionArn, InvokeAsync },
            { "GET /2015-03-31/functions{?MaxItems,Marker}", "ListFunctions", "lambda:ListFunctions", _ => "*", request => descriptions.Functions(request.Query) },
            { "GET /2015-03-31/functions/{FunctionName}{?Qualifier}", "GetFunction", "lambda:GetFunction", FunctionArn, request => descriptions.Function(Function(request)) },
            {
                "GET /2015-03-31/functions/{FunctionName}/configuration{?Qualifier}", "GetFunctionConfiguration", "lambda:GetFunctionConfiguration", FunctionArn,
                request => descriptions.Configuration(Function(request))
            },
            { "GET /2021-10-31/functions/{FunctionName}/url{?Qualifier}", "GetFunctionUrlConfig", "lambda:GetFunctionUrlConfig", FunctionArn, request => new(LambdaDescriptions.Url(Function(request))) },
            { "GET /2015-03-31/functions/{FunctionName}/policy{?Qualifier}", "GetPolicy", "lambda:GetPolicy", FunctionArn, request => descriptions.Policy(Function(request)) },
            {
                "PUT /2015-03-31/functions/{FunctionName}/configuration", "UpdateFunctionConfiguration", "lambda:UpdateFunctionConfiguration", FunctionArn,
                async request =>
                {
                    await changes.UpdateConfigurationAsync(Function(request), request.Input, request.Aborted);
                    return descriptions.Configuration(Function(request));
                }
            },
            {
                "PUT /2015-03-31/functions/{FunctionName}/code", "UpdateFunctionCode", "lambda:UpdateFunctionCode", FunctionArn,
                async request =>
                {
                    await changes.UpdateCodeAsync(Function(request), request.Input, request.Aborted);
                    return descriptions.Configuration(Function(request));
                }
            },
            {
                "PUT /2017-10-31/functions/{FunctionName}/concurrency", "PutFunctionConcurrency", "lambda:PutFunctionConcurrency", FunctionArn,
                async request => await changes.PutConcurrencyAsync(Function(request), request.Input, request.Aborted)
            },
            {
                "GET /2019-09-30/functions/{FunctionName}/concurrency", "GetFunctionConcurrency", "lambda:GetFunctionConcurrency", FunctionArn,
                request => LambdaDescriptions.Concurrency(Function(request))
            },
            {
                "DELETE /2017-10-31/functions/{FunctionName}/concurrency", "DeleteFunctionConcurrency", "lambda:DeleteFunctionConcurrency", FunctionArn,
                async request =>
                {
                    await changes.DeleteConcurrencyAsync(Function(request), request.Aborted);
                    return RestJsonResponse.Empty(StatusCodes.Status204NoContent);
                }
            },
            { "GET /2016-08-19/account-settings", "GetAccountSettings", "lambda:GetAccountSettings", _ => "*", _ => changes.AccountSettings() },
            {
                "GET /2015-03-31/event-source-mappings{?FunctionName,EventSourceArn,MaxItems,Marker}", "ListEventSourceMappings", "lambda:ListEventSourceMappings", _ => "*",
                request => descriptions.EventSourceMappings(request.Query)
            },
            {
                "GET /2015-03-31/event-source-mappings/{UUID}", "GetEventSourceMapping", "lambda:GetEventSourceMapping", MappingArn,
                request => mappings.Describe(mappings.Require(request["UUID"]))
            },
            {
                "PUT /2015-03-31/event-source-mappings/{UUID}", "UpdateEventSourceMapping", "lambda:UpdateEventSourceMapping", MappingArn,
                async request => RestJsonResponse.Of(
                    await mappings.UpdateAsync(mappings.Require(request["UUID"]), request.Input, request.Aborted), StatusCodes.Status202Accepted)
            },
        };
    }

    public override string SigningName => "lambda";

    public override string Name => "Lambda";

    public override long MaxRequestBytes => RuntimeApi.MaxPayload;

    protected override RestOperationTable Operations { get; }

    private async Task<RestJsonResponse> InvokeAsync(RestJsonRequest request)
    {
        var function = Function(request);
        var context = request.Context;
        var payload = await PayloadReader.ReadAsync(context, RuntimeApi.MaxPayload)
            ?? throw new AwsException("RequestTooLargeException", $"Request must be smaller than {RuntimeApi.MaxPayload} bytes for the InvokeFunction operation", 413);
        RequireJson(payload);
        var clientContext = ClientContext.Read(context.Request);
        var wantsLog = LogTail.IsRequested(context.Request);
        switch (context.Request.Headers["X-Amz-Invocation-Type"].ToString())
        {
            case "" or "RequestResponse":
                var tail = wantsLog ? new LogTail(function, _time) : null;
                var result = await function.InvokeAsync(payload, context.TraceIdentifier, clientContext, request.Aborted);
                var response = ToResponse(context, function, result);
                if (tail is not null)
                {
                    context.Response.Headers["X-Amz-Log-Result"] = await tail.ReadAsync(result, request.Aborted);
                }

                return response;
            case "Event":
                RequireAsyncSize(payload);
                _asyncInvoker.Add(function, payload, context.TraceIdentifier, Activity.Current?.Context ?? default);
                return RestJsonResponse.Empty(StatusCodes.Status202Accepted);
            case "DryRun":
                return RestJsonResponse.Empty(StatusCodes.Status204NoContent);
            case var other:
                throw new AwsException("InvalidParameterValueException", $"Unknown InvocationType: {other}", 400);
        }
    }

    private static void RequireAsyncSize(ReadOnlyMemory<byte> payload)
    {
        if (payload.Length > MaxAsyncPayload)
        {
            throw new AwsException(
                "RequestTooLargeException",
                $"{payload.Length} byte payload is too large for the Event invocation type (limit {MaxAsyncPayload} bytes)",
                StatusCodes.Status413PayloadTooLarge);
        }
    }

    private static RestJsonResponse ToResponse(HttpContext context, LambdaFunction function, InvocationResult result)
    {
        switch (result.Outcome)
        {
            case InvocationOutcome.Throttled:
                throw new AwsException("TooManyRequestsException", result.Reason!, StatusCodes.Status429TooManyRequests)
                {
                    Members =
                    [
                        new("Reason", function.Configuration.ReservedConcurrency is null
                            ? "ConcurrentInvocationLimitExceeded"
                            : "ReservedFunctionConcurrentInvocationLimitExceeded"),
                        new("Type", "User"),
                    ],
                };
            case InvocationOutcome.Unavailable:
                throw new AwsException("ServiceException", result.Reason!, StatusCodes.Status500InternalServerError);
            case InvocationOutcome.FunctionError:
                context.Response.Headers["X-Amz-Function-Error"] = "Unhandled";
                break;
        }

        context.Response.Headers["X-Amz-Executed-Version"] = "$LATEST";
        return new(result.Payload);
    }

    // An invocation's body is the function's; that of a change names what changes.
    protected override async Task<JsonObject> ReadInputAsync(HttpContext context)
    {
        if (!HttpMethods.IsPut(context.Request.Method))
        {
            return [];
        }

        var body = await PayloadReader.ReadAsync(context, MaxChange)
            ?? throw new AwsException("RequestTooLargeException", $"Request must be smaller than {MaxChange} bytes", StatusCodes.Status413PayloadTooLarge);
        try
        {
            return body.IsEmpty ? [] : JsonInput.Parse(body.Span) as JsonObject ?? [];
        }
        catch (JsonException reason)
        {
            throw new AwsException("SerializationException", reason.Message, StatusCodes.Status400BadRequest);
        }
    }

    private string MappingArn(RestJsonRequest request) => _arns.Regional("lambda", $"event-source-mapping:{request["UUID"]}");

    private string FunctionArn(RestJsonRequest request) => _functions.ArnOf(request["FunctionName"]);

    private LambdaFunction Function(RestJsonRequest request)
    {
        var name = request["FunctionName"];
        if (_functions.ArnOf(name).Split(':')[3] is var region && region != _region)
        {
            throw new AwsException("ResourceNotFoundException", $"Functions from '{region}' are not reachable in this region ('{_region}')", StatusCodes.Status404NotFound);
        }

        var qualifier = request.Query["Qualifier"].ToString();
        return qualifier is "" or "$LATEST" && _functions.FindByName(name) is { } function
            ? function
            : throw new AwsException("ResourceNotFoundException", $"Function not found: {name}{(qualifier.Length > 0 ? ":" : "")}{qualifier}", 404);
    }

    private static void RequireJson(ReadOnlyMemory<byte> payload)
    {
        if (payload.IsEmpty)
        {
            return;
        }

        try
        {
            JsonInput.RequireWellFormed(payload.Span);
        }
        catch (JsonException reason)
        {
            throw new AwsException("InvalidRequestContentException", $"Could not parse request body into json: {reason.Message}", 400);
        }
    }
}
