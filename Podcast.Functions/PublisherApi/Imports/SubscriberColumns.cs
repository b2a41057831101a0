using System.Globalization;
using Podcast.Functions.Domain;
using Podcast.Functions.PublisherApi.Subscribers;

namespace Podcast.Functions.PublisherApi.Imports;

/// <summary>The columns of CSV files of subscribers, in the order of an export.</summary>
internal static class SubscriberColumns
{
    private const string Never = "never";

    private static readonly char[] ShowSeparators = [' ', ';'];

    public static IReadOnlyList<SubscriberColumn> All { get; } =
    [
        new("id", (subscriber, _) => subscriber.Id),
        new("status", SubscriberResponse.StatusOf),
        new("email", (subscriber, _) => subscriber.Email) { Read = (request, text) => request with { Email = text }, IsRequired = true },
        new("plan", (subscriber, _) => subscriber.Plan) { Read = (request, text) => request with { Plan = text } },
        new("shows", (subscriber, _) => string.Join(' ', subscriber.Shows.Order(StringComparer.Ordinal)))
        {
            Read = (request, text) => request with { Shows = text.Split(ShowSeparators, StringSplitOptions.RemoveEmptyEntries) },
            IsRequired = true,
        },
        new("expiresAt", (subscriber, _) => Time(subscriber.ExpiresAt))
        {
            Read = (request, text) => text.Equals(Never, StringComparison.OrdinalIgnoreCase)
                ? request with { NeverEnds = true }
                : request with { ExpiresAt = ReadTime(text) },
            IsRequired = true,
        },
        new("createdAt", (subscriber, _) => Time(subscriber.CreatedAt)),
        new("updatedAt", (subscriber, _) => Time(subscriber.UpdatedAt)),
    ];

    /// <summary>The columns that an import may have; those that it has to have come first.</summary>
    public static IReadOnlyList<SubscriberColumn> Imported { get; } =
        [.. All.Where(column => column.Read is not null).OrderByDescending(column => column.IsRequired)];

    private static string Time(long seconds) => seconds >= Subscription.Never ? Never : DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset? ReadTime(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
