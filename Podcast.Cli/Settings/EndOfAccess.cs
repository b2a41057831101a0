using System.Globalization;
using System.Text.Json.Nodes;

namespace Podcast.Cli.Settings;

/// <summary>When a subscription ends, as the command line says it.</summary>
internal static class EndOfAccess
{
    private const string DateFormat = "yyyy-MM-dd";

    /// <summary>Puts the end into the body of a request. A day counts whole, in UTC.</summary>
    /// <exception cref="CliException">It is neither a day nor a time, or both options are set.</exception>
    public static void Write(JsonObject body, string? until, bool neverEnds)
    {
        if (neverEnds == (until is not null))
        {
            throw new CliException("Say when access ends: --until 2031-12-31, or --never-ends.", ExitCode.Usage);
        }

        if (neverEnds)
        {
            body["neverEnds"] = true;
            return;
        }

        if (DateTimeOffset.TryParseExact(until, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day))
        {
            body["expiresAt"] = day.AddDays(1).ToString("O", CultureInfo.InvariantCulture);
            return;
        }

        // The API reads it with its own rules, and says what is wrong with a time.
        body["expiresAt"] = DateTimeOffset.TryParse(until, CultureInfo.InvariantCulture, out _)
            ? until
            : throw new CliException($"'{until}' is no end: say a day such as --until 2031-12-31, or a time such as --until 2031-12-31T12:00:00Z.", ExitCode.Usage);
    }
}
