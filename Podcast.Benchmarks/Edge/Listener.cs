using Podcast.Functions.Domain;

namespace Podcast.Benchmarks.Edge;

/// <summary>A subscriber with access to the show "news", and what the store has for its token.</summary>
internal sealed class Listener
{
    private readonly SigningKey _key = SigningKey.Create(SigningKey.FirstId, DateTimeOffset.UtcNow.ToUnixTimeSeconds());

    public Listener() => Token = SubscriberToken.Create(_key);

    public SubscriberToken Token { get; }

    public string AudioPath => $"/{Token.Text}/media/news/first/audio.mp3";

    /// <summary>The same with a token whose signature is wrong.</summary>
    public string ForgedPath => AudioPath.Replace(Token.Text, Token.Text[..^1] + (Token.Text[^1] == 'A' ? 'B' : 'A'), StringComparison.Ordinal);

    public IReadOnlyList<(string Key, string Value)> StorePairs =>
    [
        (_key.StoreKey, _key.Secret),
        (Token.Hash, AccessEntry.Active(DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds(), ["news"]).Encode()),
    ];

    /// <summary>The edge function of this repository.</summary>
    public static string FunctionCode => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Edge", "viewer-request.js"));
}
