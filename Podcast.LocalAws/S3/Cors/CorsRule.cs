namespace Podcast.LocalAws.S3.Cors;

/// <summary>One rule. See https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html.</summary>
internal sealed record CorsRule
{
    /// <summary>Each with one <c>*</c> at most.</summary>
    public required IReadOnlyList<string> Origins { get; init; }

    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>Each with one <c>*</c> at most.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    public IReadOnlyList<string> ExposedHeaders { get; init; } = [];

    /// <summary>In seconds.</summary>
    public int? MaxAge { get; init; }

    public bool AllowsOrigin(string origin) => Origins.Any(pattern => Matches(pattern, origin, StringComparison.Ordinal));

    public bool AllowsHeader(string header) => Headers.Any(pattern => Matches(pattern, header, StringComparison.OrdinalIgnoreCase));

    private static bool Matches(string pattern, string value, StringComparison comparison)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        return star < 0
            ? string.Equals(pattern, value, comparison)
            : value.Length >= pattern.Length - 1 && value.StartsWith(pattern[..star], comparison) && value.EndsWith(pattern[(star + 1)..], comparison);
    }
}
