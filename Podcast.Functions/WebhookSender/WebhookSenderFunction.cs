using System.Text.Json;
using Microsoft.Extensions.Logging;
using Podcast.Functions.Domain;
using Podcast.Functions.Events;
using Podcast.Functions.Hosting;
using Podcast.Functions.Storage;

namespace Podcast.Functions.WebhookSender;

/// <summary>
/// Sends the events of the bus to the publisher's address, if one is set. What it does not take is written down and sent again on schedule, for a day;
/// then it goes into the queue.
/// </summary>
internal sealed partial class WebhookSenderFunction(
    EventEndpointTable endpoints,
    DeliveryTable deliveries,
    EventMessage messages,
    EndpointClient client,
    FailedEvents failed,
    FunctionMetrics metrics,
    TimeProvider time,
    ILogger<WebhookSenderFunction> logger) : IFunction<JsonElement, WebhookSenderResult>
{
    private const int MostDue = 200;
    private const int AtOnce = 4;

    /// <summary>After so many in one run that failed, the address is left alone until the next.</summary>
    private const int MostFailures = 10;

    /// <summary>Longer than the function may run.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    /// <summary>Longer than one attempt takes.</summary>
    private static readonly TimeSpan AttemptTime = TimeSpan.FromSeconds(25);

    private enum Outcome
    {
        Sent,
        Waits,
        GivenUp,
    }

    public string Trigger => "datasource";

    public static WebhookSenderFunction Compose(FunctionServices services)
    {
        var (dynamoDb, environment, time) = (services.Aws.DynamoDb, services.Environment, services.Time);
        return new(
            new(dynamoDb, environment.SubscribersTable),
            new(dynamoDb, environment.CatalogTable, time),
            new(
                new(dynamoDb, environment.SubscribersTable),
                new(new(dynamoDb, environment.SubscribersTable, time), makesFirstKey: false),
                environment.ViewerUrl),
            new(new(PublicHttp.CreateHandler(environment.AllowsPrivateAddresses)), time),
            new(() => services.Aws.Sqs, environment.FailedEventsQueue),
            services.Metrics,
            time,
            services.Loggers.CreateLogger<WebhookSenderFunction>());
    }

    public async Task<WebhookSenderResult> HandleAsync(JsonElement input, Invocation invocation)
    {
        var isEvent = input.ValueKind == JsonValueKind.Object && input.TryGetProperty("detail", out _);
        if (await endpoints.FindAsync(invocation.Deadline).ConfigureAwait(false) is not { } endpoint)
        {
            return isEvent ? new(0, 0, 0) : await ForgetAsync(invocation.Deadline).ConfigureAwait(false);
        }

        var outcomes = isEvent
            ? [await TakeAsync(endpoint, input.GetProperty("detail"), invocation.Deadline).ConfigureAwait(false)]
            : await RetryAsync(endpoint, invocation).ConfigureAwait(false);
        var sent = outcomes.Count(outcome => outcome == Outcome.Sent);
        metrics.Record(FunctionMetric.EventsSent, sent);
        return new(sent, outcomes.Count(outcome => outcome == Outcome.Waits), outcomes.Count(outcome => outcome == Outcome.GivenUp));
    }

    private async Task<Outcome> TakeAsync(EventEndpoint endpoint, JsonElement detail, CancellationToken cancellationToken)
    {
        var happened = detail.Deserialize(PublisherEventJsonContext.Default.PublisherEvent)!;
        var delivery = new Delivery(happened.Id, detail.GetRawText(), 0, 0);
        if (await SendAsync(endpoint, delivery, cancellationToken).ConfigureAwait(false) is not var (reason, mayRetry))
        {
            return Outcome.Sent;
        }

        if (mayRetry)
        {
            await deliveries.PutAsync(
                delivery with { Attempts = 1, DueAt = (time.GetUtcNow() + Delivery.DelayAfter(1)!.Value).ToUnixTimeSeconds() }, cancellationToken).ConfigureAwait(false);
            return Outcome.Waits;
        }

        await GiveUpAsync(delivery, reason, cancellationToken).ConfigureAwait(false);
        return Outcome.GivenUp;
    }

    private async Task<IReadOnlyList<Outcome>> RetryAsync(EventEndpoint endpoint, Invocation invocation)
    {
        var outcomes = new System.Collections.Concurrent.ConcurrentQueue<Outcome>();
        await Parallel.ForEachAsync(
            await deliveries.FindDueAsync(MostDue, invocation.Deadline).ConfigureAwait(false),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = invocation.Deadline },
            async (eventId, cancellationToken) =>
            {
                if (invocation.EndsAt - time.GetUtcNow() < AttemptTime
                    || outcomes.Count(outcome => outcome != Outcome.Sent) >= MostFailures
                    || await deliveries.FindAsync(eventId, cancellationToken).ConfigureAwait(false) is not { } delivery
                    || await deliveries.TryPostponeAsync(delivery, delivery.Attempts, Lease, cancellationToken).ConfigureAwait(false) is not { } claimed)
                {
                    return;
                }

                outcomes.Enqueue(await RetryAsync(endpoint, claimed, cancellationToken).ConfigureAwait(false));
            }).ConfigureAwait(false);
        return [.. outcomes];
    }

    private async Task<Outcome> RetryAsync(EventEndpoint endpoint, Delivery claimed, CancellationToken cancellationToken)
    {
        if (await SendAsync(endpoint, claimed, cancellationToken).ConfigureAwait(false) is not var (reason, mayRetry))
        {
            await deliveries.DeleteAsync(claimed, cancellationToken).ConfigureAwait(false);
            return Outcome.Sent;
        }

        var attempts = claimed.Attempts + 1;
        if (mayRetry && Delivery.DelayAfter(attempts) is { } delay)
        {
            await deliveries.TryPostponeAsync(claimed, attempts, delay, cancellationToken).ConfigureAwait(false);
            return Outcome.Waits;
        }

        await GiveUpAsync(claimed, reason, cancellationToken).ConfigureAwait(false);
        await deliveries.DeleteAsync(claimed, cancellationToken).ConfigureAwait(false);
        return Outcome.GivenUp;
    }

    private async Task<(string Reason, bool MayRetry)?> SendAsync(EventEndpoint endpoint, Delivery delivery, CancellationToken cancellationToken)
    {
        var happened = JsonSerializer.Deserialize(delivery.Event, PublisherEventJsonContext.Default.PublisherEvent)!;
        var body = await messages.WriteAsync(happened, cancellationToken).ConfigureAwait(false);
        var failure = await client.SendAsync(endpoint, delivery.EventId, body, cancellationToken).ConfigureAwait(false);
        if (failure is null)
        {
            LogSent(happened.Type, happened.Id, delivery.Attempts + 1);
        }
        else
        {
            LogNotSent(happened.Type, happened.Id, delivery.Attempts + 1, failure.Value.Reason);
        }

        return failure;
    }

    private async Task GiveUpAsync(Delivery delivery, string reason, CancellationToken cancellationToken)
    {
        await failed.PutAsync(delivery.Event, reason, cancellationToken).ConfigureAwait(false);
        LogGivenUp(delivery.EventId, delivery.Attempts + 1, reason);
    }

    // A publisher who removed the address does not want the deliveries that wait for it.
    private async Task<WebhookSenderResult> ForgetAsync(CancellationToken cancellationToken)
    {
        foreach (var eventId in await deliveries.FindDueAsync(MostDue, cancellationToken).ConfigureAwait(false))
        {
            await deliveries.DeleteAsync(new(eventId, "", 0, 0), cancellationToken).ConfigureAwait(false);
        }

        return new(0, 0, 0);
    }

    [LoggerMessage(EventIds.EventSent, LogLevel.Information, "{Type} {EventId} was sent with attempt {Attempt}")]
    private partial void LogSent(string type, string eventId, long attempt);

    [LoggerMessage(EventIds.EventNotSent, LogLevel.Warning, "{Type} {EventId} was not taken with attempt {Attempt}: {Reason}")]
    private partial void LogNotSent(string type, string eventId, long attempt, string reason);

    [LoggerMessage(EventIds.EventGivenUp, LogLevel.Error, "{EventId} was given up after {Attempts} attempts: {Reason}")]
    private partial void LogGivenUp(string eventId, long attempts, string reason);
}
