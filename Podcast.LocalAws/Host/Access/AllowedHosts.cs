using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Host.Access;

/// <summary>
/// The host names that requests may have. A page of the web can make its own name lead to this machine, and would then read what listens here with the
/// developer's browser; it cannot make a browser send one of these names.
/// </summary>
internal sealed class AllowedHosts(LocalAwsOptions options) : IStackConsumer
{
    // With the dot in front: names below these are AWS's.
    private static readonly string[] OfAws = [".amazonaws.com", ".on.aws", ".api.aws", ".cloudfront.net"];

    private readonly string[] _named = options.AllowedHosts.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    private volatile ImmutableHashSet<string> _aliases = ImmutableHashSet<string>.Empty;

    public Task ApplyAsync(Stack stack, CancellationToken cancellationToken)
    {
        _aliases = stack.OfType("AWS::CloudFront::Distribution")
            .SelectMany(distribution => distribution.Properties["DistributionConfig"]?["Aliases"] as JsonArray ?? [])
            .Select(alias => alias?.ToString() ?? "")
            .ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
        return Task.CompletedTask;
    }

    /// <param name="host">The name without its port; empty where the request has none.</param>
    public bool Contains(string host) =>
        host.Length == 0
        || IsLoopback(host)
        || Array.Exists(OfAws, suffix => host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
        || Array.Exists(_named, name => Matches(name, host))
        || _aliases.Any(alias => Matches(alias, host));

    private static bool IsLoopback(string host)
    {
        // The SDKs put the account id in front of the host of a key-value store's endpoint.
        var name = HostNames.StartsWithAccountId(host) ? host[13..] : host;
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));
    }

    private static bool Matches(string pattern, string host) => pattern.StartsWith("*.", StringComparison.Ordinal)
        ? host.Length > pattern.Length - 1 && host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
        : pattern.Equals(host, StringComparison.OrdinalIgnoreCase);
}
