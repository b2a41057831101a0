using System.Text.Json;
using System.Text.RegularExpressions;

namespace Podcast.Functions.DownloadCounter;

/// <summary>
/// The name of an app by its User-Agent, from the list that podcast hosts keep together: https://github.com/opawg/user-agents-v2. Bots are looked for first,
/// then apps, libraries and browsers, each file from its beginning.
/// </summary>
internal sealed class UserAgents
{
    /// <summary>The name of what the list does not have.</summary>
    public const string Other = "Other";

    private const int MostRemembered = 10_000;
    private const int LongestUserAgent = 1_000;

    private static readonly string[] Files = ["bots", "apps", "libraries", "browsers"];
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromMilliseconds(50);

    private readonly List<(bool IsBot, string Name, Regex Pattern)> _entries = [];
    private readonly Dictionary<string, string?> _known = new(StringComparer.Ordinal);

    public UserAgents()
    {
        foreach (var file in Files)
        {
            using var stream = typeof(UserAgents).Assembly.GetManifestResourceStream($"user-agents/{file}.json")
                ?? throw new InvalidOperationException($"The program was built without the user agents of {file}.");
            using var document = JsonDocument.Parse(stream);
            foreach (var entry in document.RootElement.GetProperty("entries").EnumerateArray())
            {
                _entries.Add((file == "bots", entry.GetProperty("name").GetString()!, new(entry.GetProperty("pattern").GetString()!, RegexOptions.CultureInvariant, MatchTimeout)));
            }
        }
    }

    /// <returns>Null for a bot.</returns>
    public string? FindApp(string userAgent)
    {
        if (_known.TryGetValue(userAgent, out var known))
        {
            return known;
        }

        if (_known.Count == MostRemembered)
        {
            _known.Clear();
        }

        return _known[userAgent] = Match(userAgent.Length > LongestUserAgent ? userAgent[..LongestUserAgent] : userAgent);
    }

    private string? Match(string userAgent)
    {
        foreach (var (isBot, name, pattern) in _entries)
        {
            if (IsMatch(pattern, userAgent))
            {
                return isBot ? null : name;
            }
        }

        return Other;
    }

    private static bool IsMatch(Regex pattern, string userAgent)
    {
        try
        {
            return pattern.IsMatch(userAgent);
        }
        catch (RegexMatchTimeoutException)
        {
            // Somebody plays with the header; whatever it is, it is none of the apps.
            return false;
        }
    }
}
