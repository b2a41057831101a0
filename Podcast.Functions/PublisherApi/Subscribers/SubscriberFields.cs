using System.Text.Json;
using Podcast.Functions.Catalog;
using Podcast.Functions.Domain;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.Subscriptions;

namespace Podcast.Functions.PublisherApi.Subscribers;

/// <summary>Reads the fields of a subscriber, from JSON as from CSV, and says what is wrong with them.</summary>
internal static class SubscriberFields
{
    private const int MaxKeyLength = 255;

    public static SubscriberDraft ReadDraft(CreateSubscriberRequest body, FieldErrors errors, bool isEmailOptional = false)
    {
        var expiresAt = ReadEnd(body.ExpiresAt, body.NeverEnds, errors);
        return new(
            body.Email is null && isEmailOptional ? null : ReadEmail(body.Email, errors),
            body.Plan is null ? null : ReadPlan(body.Plan, errors),
            ReadShows(body.Shows, errors),
            expiresAt)
        {
            FormerId = body.FormerId is null ? null : ReadFormerId(body.FormerId, errors),
        };
    }

    public static SubscriberChange ReadChange(ChangeSubscriberRequest body, FieldErrors errors)
    {
        var email = ReadText(body.Email, text => ReadEmail(text, errors), "email", errors);
        var formerId = ReadText(body.FormerId, text => ReadFormerId(text, errors), "formerId", errors);
        var plan = ReadText(body.Plan, text => ReadPlan(text, errors), "plan", errors);
        var shows = body.Shows is null ? null : ReadShows(body.Shows, errors);
        return new(
            email,
            shows,
            IsThere(body.Email) || IsThere(body.FormerId),
            subscriber => subscriber with
            {
                Email = IsThere(body.Email) ? email : subscriber.Email,
                FormerId = IsThere(body.FormerId) ? formerId : subscriber.FormerId,
            },
            IsThere(body.Plan) || shows is not null
                ? subscription => subscription with
                {
                    Plan = IsThere(body.Plan) ? plan : subscription.Plan,
                    Shows = shows ?? subscription.Shows,
                }
                : null);
    }

    /// <summary>Seconds since 1970, or <see cref="Subscription.Never"/>.</summary>
    public static long ReadEnd(DateTimeOffset? expiresAt, bool? neverEnds, FieldErrors errors)
    {
        errors.Require(
            expiresAt is not null ^ neverEnds == true,
            "expiresAt",
            "Has to be a time with its offset, such as '2030-01-31T00:00:00Z', or missing where 'neverEnds' is true.");
        return neverEnds == true ? Subscription.Never : expiresAt?.ToUnixTimeSeconds() ?? 0;
    }

    public static string ReadFormerId(string text, FieldErrors errors)
    {
        errors.Require(
            text.Length is > 0 and <= MaxKeyLength && !text.Any(char.IsControl), "formerId", $"Has to be 1 to {MaxKeyLength} characters, without control characters.");
        return text;
    }

    /// <summary>The address without white space around it. No error repeats it.</summary>
    public static string ReadEmail(string? email, FieldErrors errors)
    {
        var text = email?.Trim() ?? "";
        errors.Require(EmailAddress.IsValid(text), "email", "Has to be an e-mail address.");
        return text;
    }

    public static string ReadPlan(string plan, FieldErrors errors)
    {
        errors.Require(Slug.IsValid(plan), "plan", $"Has to be {Slug.Rule}.");
        return plan;
    }

    public static string[] ReadShows(IReadOnlyList<string?>? named, FieldErrors errors, string field = "shows")
    {
        var shows = (named ?? []).Select(show => show ?? "").Distinct(StringComparer.Ordinal).ToArray();
        errors.Require(shows.Length is > 0 and <= AccessEntry.MaxShows, field, $"Has to name 1 to {AccessEntry.MaxShows} shows by id.");
        for (var i = 0; i < shows.Length && i < AccessEntry.MaxShows; i++)
        {
            errors.Require(Slug.IsValid(shows[i]), $"{field}/{i}", $"Has to be {Slug.Rule}.");
        }

        return shows;
    }

    public static async Task RequireShowsAsync(
        CatalogTable catalog, IReadOnlyCollection<string> shows, FieldErrors errors, CancellationToken cancellationToken, string field = "shows")
    {
        var missing = await catalog.FindMissingShowsAsync(shows, cancellationToken).ConfigureAwait(false);
        errors.Require(missing.Count == 0, field, $"These shows do not exist: {string.Join(", ", missing)}.");
    }

    /// <summary>True for what may name a request or an import: printable ASCII, not too long.</summary>
    public static bool IsName(string text) => text.Length is > 0 and <= MaxKeyLength && text.All(character => character is > ' ' and < '\x7f');

    private static bool IsThere(JsonElement field) => field.ValueKind != JsonValueKind.Undefined;

    private static string? ReadText(JsonElement field, Func<string, string> read, string name, FieldErrors errors)
    {
        errors.Require(field.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.String, name, "Has to be text or null.");
        return field.ValueKind == JsonValueKind.String ? read(field.GetString()!) : null;
    }
}
