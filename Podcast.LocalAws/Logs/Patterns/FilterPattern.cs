namespace Podcast.LocalAws.Logs.Patterns;

/// <summary>
/// A filter pattern: terms, or a condition on JSON. See https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html.
/// </summary>
internal abstract class FilterPattern
{
    private const int MaxLength = 1024;

    /// <exception cref="Core.AwsException">It is no pattern, or one that is not implemented here.</exception>
    public static FilterPattern Parse(string text)
    {
        if (text.Length > MaxLength)
        {
            throw LogsErrors.Invalid($"filterPattern has {text.Length} characters, and may have {MaxLength}.");
        }

        var trimmed = text.Trim();
        return trimmed switch
        {
            ['{', .., '}'] => new JsonFilterPattern(new JsonPatternParser(trimmed[1..^1]).Parse()),
            ['{', ..] => throw Malformed(text, "it does not end with }"),
            ['[', ..] => throw NotImplemented("filter patterns of space-delimited fields, as in [ip, user, ...]"),
            _ => TermsFilterPattern.Parse(trimmed),
        };
    }

    public abstract bool Matches(string message);

    public static Core.AwsException Malformed(string pattern, string reason) => LogsErrors.Invalid($"Invalid filter pattern '{pattern}': {reason}.");

    public static Core.AwsException NotImplemented(string what) => Core.AwsException.NotImplemented("CloudWatch Logs", what);
}
