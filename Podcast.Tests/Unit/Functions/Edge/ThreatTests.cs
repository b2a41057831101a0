using Amazon.Lambda.APIGatewayEvents;
using CsCheck;
using Podcast.Functions.Domain;
using Podcast.Functions.Entitlements;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Unit.Functions.Edge;

/// <summary>What docs/security.md says of every field that an attacker could change.</summary>
public sealed class ThreatTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly SigningKey Key = SigningKey.Create("01");
    private static readonly SigningKey OtherKey = SigningKey.Create("02");
    private static readonly SubscriberToken Token = SubscriberToken.Create(Key);

    private static long Soon => DateTimeOffset.UtcNow.AddSeconds(60).ToUnixTimeSeconds();

    [Fact]
    public void Token_AnyCharacterChanged_IsRefusedAtTheEdge() => Change(Token.Text).Sample(
        changed =>
        {
            var outcome = Edge((Token.Hash, AccessEntry.Active(Soon, ["news"]).Encode())).Run($"/{changed}/media/news/first/audio.mp3");
            Assert.Equal(404, outcome.Status);
            Assert.Null(outcome.SelectedOrigin);
        },
        iter: 300);

    [Fact]
    public void Token_UnderAnotherKeysName_IsRefused() =>
        Assert.Equal(404, Edge().Run($"/{OtherKey.Id}{Token.Text[2..]}/feeds/news.xml").Status);

    [Fact]
    public void Grant_AnyCharacterChanged_GrantsNothing()
    {
        var grant = Grant.Sign(Key, Token, AccessEntry.Active(Soon, ["news", "other"]));
        Change(grant).Sample(changed => Assert.Equal("entitlements", Edge().Run(Audio(Token, "news"), grant: changed).SelectedOrigin), iter: 300);
    }

    [Fact]
    public void Grant_FieldsOfItsOwnerChanged_GrantNothing()
    {
        var value = AccessEntry.Active(Soon, ["news"]).Encode();
        var grant = Grant.Sign(Key, Token, AccessEntry.Active(Soon, ["news"]));
        var mac = grant[value.Length..];
        string[] changed =
        [
            AccessEntry.Active(Soon + 3600, ["news"]).Encode() + mac,
            AccessEntry.Active(Soon, ["news", "other"]).Encode() + mac,
            AccessEntry.Active(Soon, ["other"]).Encode() + mac,
            value[..6] + mac,
            value + AccessEntry.ShowCode("other") + mac,
            mac,
            value,
            grant[1..],
            grant + grant,
        ];
        Assert.All(changed, other =>
        {
            Assert.Equal("entitlements", Edge().Run(Audio(Token, "other"), grant: other).SelectedOrigin);
            Assert.Equal("entitlements", Edge().Run(Audio(Token, "news"), grant: other).SelectedOrigin);
        });
    }

    [Fact]
    public void Signature_OfOnePurpose_IsNoneOfTheOther()
    {
        // A token's MAC as a grant's, and a grant's as a token's.
        var entry = AccessEntry.Active(Soon, ["news"]).Encode();
        Assert.Equal("entitlements", Edge().Run(Audio(Token, "news"), grant: entry + Key.Sign("token", Token.Text + entry)).SelectedOrigin);
        var forged = Token.Text[..14] + Key.Sign("grant", Token.Text[..14]);
        Assert.Equal(404, Edge().Run($"/{forged}/feeds/news.xml").Status);
    }

    [Fact]
    public void Grant_ReplayedLateOrWithAnotherToken_GrantsNothing()
    {
        var grant = Grant.Sign(Key, Token, AccessEntry.Active(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 1, ["news"]));
        Assert.Equal("entitlements", Edge().Run(Audio(Token, "news"), grant: grant).SelectedOrigin);
        var current = Grant.Sign(Key, Token, AccessEntry.Active(Soon, ["news"]));
        Assert.Equal("entitlements", Edge().Run(Audio(SubscriberToken.Create(Key), "news"), grant: current).SelectedOrigin);
    }

    [Fact]
    public void CacheKey_OfAnySubscriberHeadersAndQuery_IsTheSharedPathOrOneOfTheTokensOwn()
    {
        var other = SubscriberToken.Create(OtherKey);
        var entry = AccessEntry.Active(Soon, ["news"]).Encode();
        var headers = new Dictionary<string, string> { ["x-podcast-access"] = "active", ["x-forwarded-host"] = "evil.example", ["range"] = "bytes=0-" };
        var edge = Edge((Token.Hash, entry), (other.Hash, entry));
        var outcomes = new[]
        {
            edge.Run(Audio(Token, "news")), edge.Run(Audio(other, "news"), headers: headers), edge.Run(Audio(Token, "news"), grant: "anything"),
        };
        Assert.All(outcomes, outcome =>
        {
            Assert.Equal("/media/news/first/audio.mp3", outcome.Uri);
            Assert.True(string.IsNullOrEmpty(outcome.Request!.RawQuery));
            Assert.Empty(outcome.Request.Cookies);
        });

        var unchecked1 = Edge().Run(Audio(Token, "news"));
        var unchecked2 = Edge().Run(Audio(other, "news"));
        Assert.NotEqual(unchecked1.Uri, unchecked2.Uri);
        Assert.StartsWith("/entitlements/", unchecked1.Uri, StringComparison.Ordinal);
    }

    /// <summary>Edge and origin must not read one path as two: what the one sends the other takes, and nothing else.</summary>
    [Fact]
    public void Path_OfAnyForm_IsParsedTheSameByTheEdgeAndTheOrigin()
    {
        string[] parts = ["/", "feeds", "media", "news", "first", "audio.mp3", ".xml", "..", ".", "%2e", "%2f", "//", "\\", "?", "#", "\n", "\r\n", " ", ";", "A", "-", "_", "\u0000", "é"];
        Gen.Int[0, parts.Length - 1].Array[1, 7]
            .Select(chosen => string.Concat(chosen.Select(i => parts[i])))
            .SelectMany(random => Gen.Int[0, 2].Select(kind => kind switch
            {
                0 => $"/feeds/{random}.xml",
                1 => $"/shows/{random}",
                _ => $"/media/{random}/first/audio.mp3",
            }))
            .Sample(
                path =>
                {
                    var edge = Edge().Run($"/{Token.Text}{path}");
                    var sent = $"/entitlements/{Token.Hash}{path}";
                    var origin = Origin(sent);
                    Assert.Equal(edge.SelectedOrigin is null, origin is null);
                    if (origin is not null)
                    {
                        Assert.Equal(sent, edge.Uri);
                        Assert.Equal(path, origin.Path);
                    }
                },
                iter: 500);
    }

    private static EntitlementRequest? Origin(string path) => EntitlementRequest.Read(new APIGatewayHttpApiV2ProxyRequest
    {
        RawPath = path,
        Headers = new Dictionary<string, string> { [PodcastHeaders.Token] = Token.Text },
    });

    private static Gen<string> Change(string text) => Gen.Select(Gen.Int[0, text.Length - 1], Gen.Int[1, Alphabet.Length - 1]).Select((position, step) =>
    {
        var changed = text.ToCharArray();
        changed[position] = Alphabet[(Alphabet.IndexOf(changed[position], StringComparison.Ordinal) + step) % Alphabet.Length];
        return new string(changed);
    });

    private static string Audio(SubscriberToken token, string show) => $"/{token.Text}/media/{show}/first/audio.mp3";

    private static EdgeFunction Edge(params (string Key, string Value)[] entries)
    {
        var edge = new EdgeFunction { Store = { [Key.StoreKey] = Key.Secret, [OtherKey.StoreKey] = OtherKey.Secret } };
        foreach (var (key, value) in entries)
        {
            edge.Store[key] = value;
        }

        return edge;
    }
}
