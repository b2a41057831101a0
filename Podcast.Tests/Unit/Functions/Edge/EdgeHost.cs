using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Podcast.Tests.Unit.Functions.Edge;

/// <summary>What the edge function's surroundings ask of .NET.</summary>
public sealed class EdgeHost
{
    internal Dictionary<string, string> Store { get; } = [];

    internal List<string> Reads { get; } = [];

    internal bool StoreFails { get; set; }

    internal string? SelectedOrigin { get; set; }

    public static string Sha256(string text) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static string HmacSha256(string key, string text) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text)));

    public string? Get(string key)
    {
        Reads.Add(key);
        return StoreFails ? throw new InvalidOperationException("The store is out of order.") : Store.GetValueOrDefault(key);
    }

    public bool Exists(string key) => StoreFails ? throw new InvalidOperationException("The store is out of order.") : Store.ContainsKey(key);

    public void SelectOrigin(string id) => SelectedOrigin = id;
}
