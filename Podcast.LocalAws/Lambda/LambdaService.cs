using System.Diagnostics;
using System.Text.Json;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols.RestJson;
using Podcast.LocalAws.Lambda.Runtime;

namespace Podcast.LocalAws.Lambda;

/// <summary>Lambda's API: what invokes and describes the functions of the stack. See https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html.</summary>
internal sealed class LambdaService : RestJsonService
{
    private readonly FunctionRegistry _functions;
    private readonly AsyncInvoker _asyncInvoker;

    public LambdaService(FunctionRegistry functions, AsyncInvoker asyncInvoker, LambdaDescriptions descriptions, IAuthorizer authorizer)
    {
        _functions = functions;
        _asyncInvoker = asyncInvoker;
        Operations = new(Name, authorizer)
        {
            { "POST /2015-03-31/functions/{FunctionName}/invocations", "Invoke", "lambda:InvokeFunction", FunctionArn, InvokeAsync },
            { "GET /2015-03-31/functions", "ListFunctions", "lambda:ListFunctions", _ => "*", _ => new(descriptions.Functions()) },
            { "GET /2015-03-31/functions/{FunctionName}", "GetFunction", "lambda:GetFunction", FunctionArn, request => new(LambdaDescriptions.Function(Function(request))) },
            {
                "GET /2015-03-31/functions/{FunctionName}/configuration", "GetFunctionConfiguration", "lambda:GetFunctionConfiguration", FunctionArn,
                request => new(LambdaDescriptions.Configuration(Function(request)))
            },
            { "GET /2021-10-31/functions/{FunctionName}/url", "GetFunctionUrlConfig", "lambda:GetFunctionUrlConfig", FunctionArn, request => new(LambdaDescriptions.Url(Function(request))) },
            {
                "GET /2015-03-31/event-source-mappings", "ListEventSourceMappings", "lambda:ListEventSourceMappings", _ => "*",
                request => new(descriptions.EventSourceMappings(request.Query["FunctionName"]))
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
        var clientContext = context.Request.Headers.TryGetValue("X-Amz-Client-Context", out var value) ? value.ToString() : null;
        switch (context.Request.Headers["X-Amz-Invocation-Type"].ToString())
        {
            case "" or "RequestResponse":
                return ToResponse(context, await function.InvokeAsync(payload, context.TraceIdentifier, clientContext, request.Aborted));
            case "Event":
                _asyncInvoker.Add(function, payload, context.TraceIdentifier, Activity.Current?.Context ?? default);
                return RestJsonResponse.Empty(StatusCodes.Status202Accepted);
            case "DryRun":
                return RestJsonResponse.Empty(StatusCodes.Status204NoContent);
            case var other:
                throw new AwsException("InvalidParameterValueException", $"Unknown InvocationType: {other}", 400);
        }
    }

    private static RestJsonResponse ToResponse(HttpContext context, InvocationResult result)
    {
        switch (result.Outcome)
        {
            case InvocationOutcome.Throttled:
                throw new AwsException("TooManyRequestsException", result.Reason!, StatusCodes.Status429TooManyRequests);
            case InvocationOutcome.Unavailable:
                throw new AwsException("ServiceException", result.Reason!, StatusCodes.Status500InternalServerError);
            case InvocationOutcome.FunctionError:
                context.Response.Headers["X-Amz-Function-Error"] = "Unhandled";
                break;
        }

        context.Response.Headers["X-Amz-Executed-Version"] = "$LATEST";
        return new(result.Payload);
    }

    private string FunctionArn(RestJsonRequest request) => _functions.ArnOf(request["FunctionName"]);

    private LambdaFunction Function(RestJsonRequest request)
    {
        var name = request["FunctionName"];
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
