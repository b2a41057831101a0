using Amazon.Lambda.APIGatewayEvents;
using Microsoft.Extensions.Logging;
using Podcast.Functions.Domain;
using Podcast.Functions.Hosting;
using Podcast.Functions.Storage;

namespace Podcast.Functions.Entitlements;

/// <summary>
/// Origin "entitlements": the edge found no entry for a genuine token, so the table decides. Who has access is sent to the same address with
/// a grant, which the edge takes for an entry; docs/tokens.md.
/// </summary>
internal sealed partial class EntitlementsFunction(
    SubscriberTable subscribers, SigningKeyTable keys, TimeProvider time, ILogger<EntitlementsFunction> logger)
    : IFunction<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse>
{
    public string Trigger => "http";

    public static EntitlementsFunction Create(FunctionEnvironment environment, ILoggerFactory loggers, TimeProvider time)
    {
        var dynamoDb = AwsClients.CreateDynamoDb();
        return new(
            new(dynamoDb, environment.SubscribersTable),
            new(dynamoDb, environment.SubscribersTable, time),
            time,
            loggers.CreateLogger<EntitlementsFunction>());
    }

    public async Task<APIGatewayHttpApiV2ProxyResponse> HandleAsync(APIGatewayHttpApiV2ProxyRequest input, Invocation invocation)
    {
        var request = EntitlementRequest.Read(input);
        invocation.Activity.SetHttpRequest(
            input.RequestContext?.Http?.Method ?? "GET",
            request is null ? "unknown"
            : request.IsFeed ? "/entitlements/{token hash}/feeds/{show}.xml"
            : "/entitlements/{token hash}/media/{show}/{episode}/{file}");
        var response = request is null ? HttpText.NotFound() : await DecideAsync(request, invocation).ConfigureAwait(false);
        invocation.Activity.SetHttpStatus(response.StatusCode);
        return response;
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> DecideAsync(EntitlementRequest request, Invocation invocation)
    {
        if (await keys.FindAsync(request.Token.KeyId, invocation.Deadline).ConfigureAwait(false) is not { } key || !request.Token.IsSignedBy(key))
        {
            return HttpText.NotFound();
        }

        var hash = request.Token.Hash;
        var subscriber = await subscribers.FindByTokenAsync(hash, invocation.Deadline).ConfigureAwait(false);
        if (subscriber is null)
        {
            return HttpText.Answer(403, "This address belongs to no subscription. Ask the publisher for a new one.");
        }

        var now = time.GetUtcNow();
        var state = subscriber.TokenHash == hash ? subscriber.AccessAt(now) : AccessState.Replaced;
        LogDecided(subscriber.Id, state, invocation.RequestId);
        if (state != AccessState.Active)
        {
            return request.IsFeed
                ? Redirect(request, key, AccessEntry.Ended(state))
                : HttpText.Answer(403, "This subscription has ended. Its feed says why.");
        }

        if (!subscriber.Shows.Contains(request.Show))
        {
            return HttpText.Answer(403, "This subscription does not include this show.");
        }

        var expiresAt = Math.Min(subscriber.ExpiresAt, (now + Grant.Lifetime).ToUnixTimeSeconds());
        return Redirect(request, key, AccessEntry.Active(expiresAt, [request.Show]));
    }

    // A path, put together from parts that were checked: it cannot lead to another host.
    private static APIGatewayHttpApiV2ProxyResponse Redirect(EntitlementRequest request, SigningKey key, AccessEntry entry) => new()
    {
        StatusCode = 307,
        Headers = new Dictionary<string, string>
        {
            ["location"] = $"/{request.Token.Text}{request.Path}?grant={Grant.Sign(key, request.Token, entry)}",
            ["cache-control"] = "no-store",
        },
    };

    [LoggerMessage(3001, LogLevel.Information, "Subscriber {SubscriberId} is {State}; the edge had no entry, request {RequestId}")]
    private partial void LogDecided(string subscriberId, AccessState state, string requestId);
}
