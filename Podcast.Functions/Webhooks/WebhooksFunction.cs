using Amazon.Lambda.APIGatewayEvents;
using Microsoft.Extensions.Logging;
using Podcast.Functions.Domain;
using Podcast.Functions.Hosting;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.Storage;
using Podcast.Functions.Subscriptions;

namespace Podcast.Functions.Webhooks;

/// <summary>
/// <c>POST /webhooks/{provider}</c>, behind a function URL of its own that anybody may call: the signature of the body is the authentication.
/// </summary>
internal sealed partial class WebhooksFunction(
    ProviderTable providers, SubscriptionEvents events, TimeProvider time, ILogger<WebhooksFunction> logger)
    : IFunction<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse>
{
    /// <summary>Events are a few kilobytes.</summary>
    private const int MaxBytes = 256 * 1024;

    private const string Route = "/webhooks/{provider}";

    public string Trigger => "http";

    public static WebhooksFunction Compose(FunctionServices services)
    {
        var (dynamoDb, table, time) = (services.Aws.DynamoDb, services.Environment.SubscribersTable, services.Time);
        var subscribers = new SubscriberTable(dynamoDb, table);
        return new(
            new(dynamoDb, table),
            new(
                subscribers,
                new(dynamoDb, table, time),
                new(subscribers, new(new(dynamoDb, table, time), makesFirstKey: false), time),
                new(subscribers, time),
                new(subscribers, time),
                time),
            time,
            services.Loggers.CreateLogger<WebhooksFunction>());
    }

    public async Task<APIGatewayHttpApiV2ProxyResponse> HandleAsync(APIGatewayHttpApiV2ProxyRequest input, Invocation invocation)
    {
        var request = ApiHttp.Read(input, WebhooksJsonContext.Default);
        var isWebhook = request.Segments is ["webhooks", _];
        invocation.Activity.SetHttpRequest(request.Method, isWebhook ? Route : "unknown");
        var result =
            request.Segments is ["problems"] && request.Method == "GET" ? await DocumentEndpoints.ProblemsAsync().ConfigureAwait(false)
            : !isWebhook ? Problem.NotFound("This address")
            : request.Method != "POST" ? (ApiResult)Problem.MethodNotAllowed("POST") with { Allow = "POST" }
            : await RespondAsync(request, new(input.FindHeader, request.Body, time.GetUtcNow()), invocation).ConfigureAwait(false);
        invocation.Activity.SetHttpStatus(result.Status);
        return ApiHttp.Write(result, WebhooksJsonContext.Default);
    }

    private async Task<ApiResult> RespondAsync(ApiRequest request, WebhookMessage message, Invocation invocation)
    {
        try
        {
            return await TakeAsync(request, message, invocation).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is SigningKeyMissingException || TransientFailures.IsTransient(failure))
        {
            // The provider sends it again.
            LogUnavailable(failure, invocation.RequestId);
            return Problem.Unavailable();
        }
#pragma warning disable CA1031 // Every failure is logged and becomes a problem response.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogUnexpected(failure, invocation.RequestId);
            return Problem.Unexpected(invocation.RequestId);
        }
    }

    private async Task<ApiResult> TakeAsync(ApiRequest request, WebhookMessage message, Invocation invocation)
    {
        if (request.Body.Length > MaxBytes)
        {
            return Problem.TooLarge(MaxBytes);
        }

        // The caller is unknown until the signature is checked: an unknown provider gets the response of a wrong signature, and what has no
        // signature at all costs no read.
        var name = request.Segments[1];
        var provider = WebhookSchemes.HasSignature(message) && Slug.IsValid(name)
            ? await providers.FindAsync(name, invocation.Deadline).ConfigureAwait(false)
            : null;
        if (provider is null || WebhookSchemes.Of(provider.Scheme) is not { } scheme || !scheme.IsSigned(message, provider.Secrets))
        {
            LogRefused(invocation.RequestId);
            return Problem.InvalidSignature();
        }

        ProviderEvent? happened;
        try
        {
            happened = WebhookSchemes.Read(scheme, message);
        }
        catch (FormatException invalid)
        {
            return Problem.InvalidBody(invalid.Message);
        }

        if (happened is null)
        {
            return new(200, new WebhookResponse("ignored"));
        }

        var (outcome, subscriberId) = happened switch
        {
            CustomerEvent customer => await events.ApplyAsync(provider, customer, invocation.Deadline).ConfigureAwait(false),
            SubscriptionEvent subscription => await events.ApplyAsync(provider, subscription, invocation.Deadline).ConfigureAwait(false),
            _ => throw new InvalidOperationException($"Nothing takes over a {happened.GetType().Name}."),
        };
        LogTaken(provider.Name, happened.Id, subscriberId, outcome, invocation.RequestId);
        return new(200, new WebhookResponse(outcome switch
        {
            EventOutcome.Created => "created",
            EventOutcome.Added => "added",
            EventOutcome.Changed => "changed",
            EventOutcome.Customer => "customer",
            EventOutcome.NotNewer => "not-newer",
            EventOutcome.Deleted => "deleted",
            EventOutcome.NoPlan => "no-plan",
        }));
    }

    [LoggerMessage(EventIds.WebhookProcessed, LogLevel.Information, "Event {EventId} of {Provider}: subscriber {SubscriberId}, {Outcome}, request {RequestId}")]
    private partial void LogTaken(string provider, string eventId, string subscriberId, EventOutcome outcome, string requestId);

    [LoggerMessage(EventIds.WebhookRejected, LogLevel.Warning, "A webhook without a valid signature was rejected, request {RequestId}")]
    private partial void LogRefused(string requestId);

    [LoggerMessage(EventIds.WebhookUnavailable, LogLevel.Warning, "A webhook was not processed: a service was unavailable, request {RequestId}")]
    private partial void LogUnavailable(Exception failure, string requestId);

    [LoggerMessage(EventIds.WebhookFailed, LogLevel.Error, "A webhook failed, request {RequestId}")]
    private partial void LogUnexpected(Exception failure, string requestId);
}
