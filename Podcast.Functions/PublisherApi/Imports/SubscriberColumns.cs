using System.Globalization;
using Podcast.Functions.Domain;
using Podcast.Functions.PublisherApi.Subscribers;

namespace Podcast.Functions.PublisherApi.Imports;

/// <summary>The columns of CSV files of subscriptions, in the order of an export. An import takes an export as it is.</summary>
internal static class SubscriberColumns
{
    private const string Never = "never";

    private static readonly char[] ShowSeparators = [' ', ';', ','];

    public static IReadOnlyList<SubscriberColumn> All { get; } =
    [
        new("id", line => line.Subscriber.Id, (request, text) => request with { Id = text }),
        new("subscription", line => line.Subscription.Id, (request, text) => request with { Subscription = text }),
        new("status", line => SubscriberResponse.StatusOf(line.Subscription.AccessAt(line.Now)), (request, text) => request with { Status = text }),
        new("email", line => line.Subscriber.Email, (request, text) => Change(request, subscriber => subscriber with { Email = text })) { IsRequired = true },
        new("plan", line => line.Subscription.Plan, (request, text) => Change(request, subscriber => subscriber with { Plan = text })),
        new(
            "shows",
            line => string.Join(' ', Shows(line)),
            (request, text) => Change(request, subscriber => subscriber with { Shows = text.Split(ShowSeparators, StringSplitOptions.RemoveEmptyEntries) }))
        {
            IsRequired = true,
        },
        new(
            "expiresAt",
            line => line.Subscription.ExpiresAt >= Subscription.Never ? Never : Time(line.Subscription.ExpiresAt),
            (request, text) => Change(request, subscriber => text.Equals(Never, StringComparison.OrdinalIgnoreCase)
                ? subscriber with { NeverEnds = true }
                : subscriber with { ExpiresAt = ReadTime(text) }))
        {
            IsRequired = true,
        },
        new("provider", line => line.Subscription.Provider, Ignore),
        new("createdAt", line => Time(line.Subscription.CreatedAt), Ignore),
        new("updatedAt", line => Time(line.Subscriber.UpdatedAt), Ignore),
        new("formerId", line => line.Subscriber.FormerId, (request, text) => Change(request, subscriber => subscriber with { FormerId = text })),
        new("feeds", line => line.Token is { } token ? string.Join(' ', Shows(line).Select(show => $"/{token.Text}/feeds/{show}.xml")) : null, Ignore)
        {
            IsSecret = true,
        },
        new("token", line => line.Token?.Text, Ignore) { IsSecret = true },
    ];

    private static IEnumerable<string> Shows(ExportLine line) => line.Subscription.Shows.Order(StringComparer.Ordinal);

    private static ImportRequest Change(ImportRequest request, Func<CreateSubscriberRequest, CreateSubscriberRequest> change) =>
        request with { Subscriber = change(request.Subscriber) };

    // What an export says and only this system decides.
    private static ImportRequest Ignore(ImportRequest request, string text) => request;

    private static string Time(long seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset? ReadTime(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
