namespace Podcast.LocalAws.CloudFront.Distribution.Configuration;

/// <summary>A distribution as the template describes it.</summary>
internal sealed record DistributionConfig
{
    public required string Id { get; init; }

    public required string Arn { get; init; }

    public required string DomainName { get; init; }

    /// <summary>The object that stands for <c>/</c>, without a slash.</summary>
    public string? DefaultRootObject { get; init; }

    /// <summary>In the order in which they are tried; the default behavior is the last.</summary>
    public required IReadOnlyList<BehaviorConfig> Behaviors { get; init; }

    public required IReadOnlyDictionary<string, OriginConfig> Origins { get; init; }

    public required IReadOnlySet<string> OriginIds { get; init; }

    public required IReadOnlyDictionary<int, ErrorPageConfig> ErrorPages { get; init; }

    /// <summary>How long an error is kept at least, by its status; <see cref="DefaultErrorLifetime"/> for others.</summary>
    public required IReadOnlyDictionary<int, TimeSpan> ErrorLifetimes { get; init; }

    public static TimeSpan DefaultErrorLifetime { get; } = TimeSpan.FromSeconds(10);
}
