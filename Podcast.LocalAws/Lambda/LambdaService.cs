using System.Diagnostics;
using System.Text.Json;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Lambda.Runtime;

namespace Podcast.LocalAws.Lambda;

/// <summary>Lambda's API: what invokes and describes the functions of the stack. See https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html.</summary>
internal sealed class LambdaService(
    FunctionRegistry functions, AsyncInvoker asyncInvoker, LambdaDescriptions descriptions, IAuthorizer authorizer) : IAwsService
{
    public string SigningName => "lambda";

    public string Name => "Lambda";

    public AwsErrorFormat ErrorFormat => AwsErrorFormat.RestJson;

    public long MaxRequestBytes => RuntimeApi.MaxPayload;

    public string GetOperation(HttpRequest request)
    {
        var method = request.Method;
        return Segments(request) switch
        {
            ["2015-03-31", "functions"] when HttpMethods.IsGet(method) => "ListFunctions",
            ["2015-03-31", "functions", _] when HttpMethods.IsGet(method) => "GetFunction",
            ["2015-03-31", "functions", _, "configuration"] when HttpMethods.IsGet(method) => "GetFunctionConfiguration",
            ["2015-03-31", "functions", _, "invocations"] when HttpMethods.IsPost(method) => "Invoke",
            ["2015-03-31", "event-source-mappings"] when HttpMethods.IsGet(method) => "ListEventSourceMappings",
            ["2021-10-31", "functions", _, "url"] when HttpMethods.IsGet(method) => "GetFunctionUrlConfig",
            _ => $"{method} {request.Path}",
        };
    }

    public Task HandleAsync(HttpContext context, AwsCaller caller)
    {
        var operation = GetOperation(context.Request);
        return operation switch
        {
            "Invoke" => InvokeAsync(context, Function(context, caller, "lambda:InvokeFunction")),
            "ListFunctions" => WriteAsync(context, Allowed(caller, "lambda:ListFunctions", descriptions.Functions)),
            "GetFunction" => WriteAsync(context, LambdaDescriptions.Function(Function(context, caller, "lambda:GetFunction"))),
            "GetFunctionConfiguration" => WriteAsync(context, LambdaDescriptions.Configuration(Function(context, caller, "lambda:GetFunctionConfiguration"))),
            "GetFunctionUrlConfig" => WriteAsync(context, LambdaDescriptions.Url(Function(context, caller, "lambda:GetFunctionUrlConfig"))),
            "ListEventSourceMappings" => WriteAsync(
                context, Allowed(caller, "lambda:ListEventSourceMappings", () => descriptions.EventSourceMappings(context.Request.Query["FunctionName"]))),
            _ => throw AwsException.NotImplemented(Name, operation),
        };
    }

    private async Task InvokeAsync(HttpContext context, LambdaFunction function)
    {
        var payload = await PayloadReader.ReadAsync(context, RuntimeApi.MaxPayload)
            ?? throw new AwsException("RequestTooLargeException", $"Request must be smaller than {RuntimeApi.MaxPayload} bytes for the InvokeFunction operation", 413);
        RequireJson(payload);
        var clientContext = context.Request.Headers.TryGetValue("X-Amz-Client-Context", out var value) ? value.ToString() : null;
        switch (context.Request.Headers["X-Amz-Invocation-Type"].ToString())
        {
            case "" or "RequestResponse":
                var result = await function.InvokeAsync(payload, context.TraceIdentifier, clientContext, context.RequestAborted);
                await WriteResultAsync(context, result);
                break;
            case "Event":
                asyncInvoker.Add(function, payload, context.TraceIdentifier, Activity.Current?.Context ?? default);
                context.Response.StatusCode = StatusCodes.Status202Accepted;
                break;
            case "DryRun":
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            case var other:
                throw new AwsException("InvalidParameterValueException", $"Unknown InvocationType: {other}", 400);
        }
    }

    private static Task WriteResultAsync(HttpContext context, InvocationResult result)
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
        return WriteAsync(context, result.Payload);
    }

    private ReadOnlyMemory<byte> Allowed(AwsCaller caller, string action, Func<ReadOnlyMemory<byte>> answer)
    {
        authorizer.Authorize(caller, action, "*");
        return answer();
    }

    // Whoever may not does not learn whether there is such a function.
    private LambdaFunction Function(HttpContext context, AwsCaller caller, string action)
    {
        var name = Uri.UnescapeDataString(Segments(context.Request)[2]);
        authorizer.Authorize(caller, action, functions.ArnOf(name));
        var qualifier = context.Request.Query["Qualifier"].ToString();
        return qualifier is "" or "$LATEST" && functions.FindByName(name) is { } function
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
            var reader = new Utf8JsonReader(payload.Span);
            while (reader.Read())
            {
            }
        }
        catch (JsonException reason)
        {
            throw new AwsException("InvalidRequestContentException", $"Could not parse request body into json: {reason.Message}", 400);
        }
    }

    private static string[] Segments(HttpRequest request) => (request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> json)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        return context.Response.Body.WriteAsync(json, context.RequestAborted).AsTask();
    }
}
