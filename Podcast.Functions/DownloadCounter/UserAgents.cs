using System.Text.Json;

namespace Podcast.Functions.DownloadCounter;

/// <summary>
/// The name of an app by its User-Agent. <c>user-agents.json</c> has what tells bots and apps, with names as podcast hosts publish them
/// (https://github.com/opawg/user-agents-v2); what comes first there decides, bots before apps, upper and lower case alike. <c>notBots</c> are names of devices that look
/// like a bot's.
/// </summary>
internal sealed class UserAgents
{
    /// <summary>The name of what the list does not have.</summary>
    public const string Other = "Other";

    private const int MostRemembered = 10_000;
    private const int LongestUserAgent = 1_000;

    private readonly List<(string Token, string? Name)> _tokens;
    private readonly List<string> _notBots;
    private readonly Dictionary<string, string?> _known = new(StringComparer.Ordinal);

    public UserAgents()
    {
        using var stream = typeof(UserAgents).Assembly.GetManifestResourceStream("user-agents.json")
            ?? throw new InvalidOperationException("The program was built without user-agents.json.");
        using var document = JsonDocument.Parse(stream);
        _notBots = [.. document.RootElement.GetProperty("notBots").EnumerateArray().Select(name => name.GetString()!)];
        _tokens =
        [
            .. document.RootElement.GetProperty("bots").EnumerateArray().Select(token => (token.GetString()!, (string?)null)),
            .. document.RootElement.GetProperty("apps").EnumerateArray().SelectMany(app =>
                app.GetProperty("tokens").EnumerateArray().Select(token => (token.GetString()!, app.GetProperty("name").GetString()))),
        ];
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
        userAgent = _notBots.Aggregate(userAgent, (text, name) => text.Replace(name, "", StringComparison.OrdinalIgnoreCase));
        foreach (var (token, name) in _tokens)
        {
            if (userAgent.Contains(token, StringComparison.OrdinalIgnoreCase))
            {
                return name;
            }
        }

        return Other;
    }
}
