using System.Text;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Runtime;
using Microsoft.Extensions.Logging;
using Podcast.Functions.Catalog;
using Podcast.Functions.Hosting;

namespace Podcast.Functions.PublisherApi;

/// <summary>The publisher's API, behind a function URL with IAM authorization: shows, episodes and subscribers.</summary>
internal sealed partial class PublisherApiFunction(PublisherApiRouter router, ILogger<PublisherApiFunction> logger)
    : IFunction<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse>
{
    public string Trigger => "http";

    public static PublisherApiFunction Create(FunctionEnvironment environment, ILoggerFactory loggers, TimeProvider time)
    {
        var dynamoDb = AwsClients.CreateDynamoDb();
        var catalog = new CatalogTable(dynamoDb, environment.CatalogTable, time);
        var s3 = new Lazy<Amazon.S3.IAmazonS3>(AwsClients.CreateS3);
        return new(
            new(
                new(catalog, time),
                new(catalog, new(() => s3.Value, environment.MediaBucket, time), time),
                new(new(dynamoDb, environment.SubscribersTable), new(dynamoDb, environment.SubscribersTable, time), catalog, time)),
            loggers.CreateLogger<PublisherApiFunction>());
    }

    public async Task<APIGatewayHttpApiV2ProxyResponse> HandleAsync(APIGatewayHttpApiV2ProxyRequest input, Invocation invocation)
    {
        var request = Read(input);
        var route = PublisherApiRouter.RouteOf(request);
        invocation.Activity.SetHttpRequest(request.Method, route);
        var result = await AnswerAsync(request, route, invocation).ConfigureAwait(false);
        invocation.Activity.SetHttpStatus(result.Status);
        return Write(result);
    }

    private async Task<ApiResult> AnswerAsync(ApiRequest request, string route, Invocation invocation)
    {
        try
        {
            return await router.RouteAsync(request, invocation.Deadline).ConfigureAwait(false);
        }
        catch (Exception failure) when (IsUnavailable(failure, invocation))
        {
            LogUnavailable(failure, request.Method, route, invocation.RequestId);
            return Problem.Unavailable();
        }
#pragma warning disable CA1031 // Whatever it was, the caller gets an answer in the API's form, and the log the rest.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogUnexpected(failure, request.Method, route, invocation.RequestId);
            return Problem.Unexpected(invocation.RequestId);
        }
    }

    private static bool IsUnavailable(Exception failure, Invocation invocation) =>
        failure is HttpRequestException or TimeoutException
        || (failure is OperationCanceledException && invocation.Deadline.IsCancellationRequested)
        || (failure is AmazonServiceException service && ((int)service.StatusCode >= 500 || service.Retryable is not null))
        || failure is AmazonClientException { InnerException: HttpRequestException or TimeoutException };

    private static ApiRequest Read(APIGatewayHttpApiV2ProxyRequest input) => new(
        input.RequestContext?.Http?.Method ?? "GET",
        input.RawPath ?? "/",
        input.FindHeader("content-type"),
        input.FindHeader("if-match"),
        input.Body is not { } body ? default : input.IsBase64Encoded ? Convert.FromBase64String(body) : Encoding.UTF8.GetBytes(body));

    private static APIGatewayHttpApiV2ProxyResponse Write(ApiResult result)
    {
        var headers = new Dictionary<string, string>
        {
            ["content-type"] = result.Body is Problem ? "application/problem+json" : "application/json",
            ["cache-control"] = "no-store",
        };
        if (result.Location is { } location)
        {
            headers["location"] = location;
        }

        if (result.ETag is { } etag)
        {
            headers["etag"] = etag;
        }

        if (result.Allow is { } allow)
        {
            headers["allow"] = allow;
        }

        if (result.Status == 503)
        {
            headers["retry-after"] = "5";
        }

        return new()
        {
            StatusCode = result.Status,
            Headers = headers,
            Body = JsonSerializer.Serialize(result.Body, result.Body.GetType(), PublisherApiJsonContext.Default),
        };
    }

    [LoggerMessage(1001, LogLevel.Warning, "{Method} {Route}: a service behind did not answer, request {RequestId}")]
    private partial void LogUnavailable(Exception failure, string method, string route, string requestId);

    [LoggerMessage(1002, LogLevel.Error, "{Method} {Route} failed, request {RequestId}")]
    private partial void LogUnexpected(Exception failure, string method, string route, string requestId);
}
