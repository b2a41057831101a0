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

        body["expiresAt"] = DateTimeOffset.TryParseExact(
            until, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day)
            ? day.AddDays(1).ToString("O", CultureInfo.InvariantCulture)
            : until;
    }
}
