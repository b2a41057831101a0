namespace Podcast.LocalAws.CloudFront.Distribution.Configuration;

/// <summary>A distribution as it serves viewers.</summary>
internal sealed record DistributionConfig
{
    public required string Id { get; init; }

    public required string Arn { get; init; }

    public required string DomainName { get; init; }

    /// <summary>Further domain names of viewers' requests; an asterisk stands for the first label.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Whether the distribution serves viewers.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>The object that stands for <c>/</c>, without a slash.</summary>
    public string? DefaultRootObject { get; init; }

    /// <summary>In the order in which they are tried; the default behavior is the last.</summary>
    public required IReadOnlyList<BehaviorConfig> Behaviors { get; init; }

    public required IReadOnlyDictionary<string, OriginConfig> Origins { get; init; }

    /// <summary>Behaviors may name a group in the place of an origin.</summary>
    public IReadOnlyDictionary<string, OriginGroupConfig> OriginGroups { get; init; } = new Dictionary<string, OriginGroupConfig>();

    public required IReadOnlySet<string> OriginIds { get; init; }

    /// <summary>The origin that gets a behavior's requests first.</summary>
    public OriginConfig PrimaryOrigin(BehaviorConfig behavior) =>
        Origins[OriginGroups.TryGetValue(behavior.TargetOriginId, out var group) ? group.PrimaryId : behavior.TargetOriginId];

    /// <summary>Whether a host name is the distribution's: its domain name, an alias, or the first label of the domain name in front of <c>localhost</c>.</summary>
    public bool IsNamed(string hostName) =>
        string.Equals(hostName, DomainName, StringComparison.OrdinalIgnoreCase)
        || string.Equals(hostName, DomainName.Split('.')[0] + LoopbackNames.Suffix, StringComparison.OrdinalIgnoreCase)
        || Aliases.Any(alias => MatchesAlias(alias, hostName));

    private static bool MatchesAlias(string alias, string hostName)
    {
        if (!alias.StartsWith("*.", StringComparison.Ordinal))
        {
            return string.Equals(alias, hostName, StringComparison.OrdinalIgnoreCase);
        }

        var dot = hostName.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && hostName.AsSpan(dot).Equals(alias.AsSpan(1), StringComparison.OrdinalIgnoreCase);
    }

    public required IReadOnlyDictionary<int, ErrorPageConfig> ErrorPages { get; init; }

    /// <summary>How long an error is kept at least, by its status; <see cref="DefaultErrorLifetime"/> for others.</summary>
    public required IReadOnlyDictionary<int, TimeSpan> ErrorLifetimes { get; init; }

    public static TimeSpan DefaultErrorLifetime { get; } = TimeSpan.FromSeconds(10);
}
