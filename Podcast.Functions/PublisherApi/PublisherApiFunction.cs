using Amazon.Lambda.APIGatewayEvents;
using Microsoft.Extensions.Logging;
using Podcast.Functions.Hosting;
using Podcast.Functions.PublisherApi.Http;

namespace Podcast.Functions.PublisherApi;

/// <summary>The publisher API, behind a function URL with IAM authorization; <c>openapi.json</c> describes it.</summary>
internal sealed partial class PublisherApiFunction(PublisherApiRouter router, ILogger<PublisherApiFunction> logger)
    : IFunction<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse>
{
    public string Trigger => "http";

    public static PublisherApiFunction Compose(FunctionServices services) =>
        new(new(new(services)), services.Loggers.CreateLogger<PublisherApiFunction>());

    public async Task<APIGatewayHttpApiV2ProxyResponse> HandleAsync(APIGatewayHttpApiV2ProxyRequest input, Invocation invocation)
    {
        var request = ApiHttp.Read(input, PublisherApiJsonContext.Default);
        var route = router.TemplateOf(request);
        invocation.Activity.SetHttpRequest(request.Method, route);
        var result = await RespondAsync(request, route, invocation).ConfigureAwait(false);
        invocation.Activity.SetHttpStatus(result.Status);
        return ApiHttp.Write(result, PublisherApiJsonContext.Default);
    }

    private async Task<ApiResult> RespondAsync(ApiRequest request, string route, Invocation invocation)
    {
        try
        {
            return await router.RouteAsync(request, invocation.Deadline).ConfigureAwait(false);
        }
        catch (Exception failure) when (TransientFailures.IsTransient(failure))
        {
            LogUnavailable(failure, request.Method, route, invocation.RequestId);
            return Problem.Unavailable();
        }
        catch (Exception failure) when (PageQuery.IsInvalidPlace(failure))
        {
            return PageQuery.InvalidCursor();
        }
#pragma warning disable CA1031 // Every failure is logged and becomes a problem response.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogUnexpected(failure, request.Method, route, invocation.RequestId);
            return Problem.Unexpected(invocation.RequestId);
        }
    }

    [LoggerMessage(EventIds.PublisherApiUnavailable, LogLevel.Warning, "{Method} {Route}: a service was unavailable, request {RequestId}")]
    private partial void LogUnavailable(Exception failure, string method, string route, string requestId);

    [LoggerMessage(EventIds.PublisherApiFailed, LogLevel.Error, "{Method} {Route} failed, request {RequestId}")]
    private partial void LogUnexpected(Exception failure, string method, string route, string requestId);
}
