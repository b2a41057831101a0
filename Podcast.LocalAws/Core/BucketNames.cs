using System.Text.RegularExpressions;

namespace Podcast.LocalAws.Core;

/// <summary>Which names a bucket may have. See https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html.</summary>
internal static partial class BucketNames
{
    /// <summary>The rules in a phrase, for error messages.</summary>
    public const string Allowed = "3 to 63 lower-case letters, digits, dots and hyphens, with a letter or digit at both ends, and no IP address";

    private static readonly string[] ReservedPrefixes = ["xn--", "sthree-", "amzn-s3-demo-"];

    private static readonly string[] ReservedSuffixes = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

    public static bool IsValid(string name) =>
        Characters().IsMatch(name) && !name.Contains("..", StringComparison.Ordinal) && !IpAddress().IsMatch(name)
        && !ReservedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))
        && !ReservedSuffixes.Any(suffix => name.EndsWith(suffix, StringComparison.Ordinal));

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Characters();

    [GeneratedRegex(@"\A\d+\.\d+\.\d+\.\d+\z", RegexOptions.CultureInvariant)]
    private static partial Regex IpAddress();
}
