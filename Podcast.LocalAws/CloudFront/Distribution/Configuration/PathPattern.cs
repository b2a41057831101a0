namespace Podcast.LocalAws.CloudFront.Distribution.Configuration;

/// <summary>
/// The path pattern of a behavior: <c>*</c> stands for any characters, <c>?</c> for one; case matters, and the leading slash may be left out.
/// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern.
/// </summary>
internal sealed class PathPattern(string pattern)
{
    private readonly string _pattern = pattern.StartsWith('/') || pattern.StartsWith('*') ? pattern : "/" + pattern;

    /// <summary>The pattern as it was written.</summary>
    public string Text { get; } = pattern;

    public bool Matches(string path)
    {
        // Goes back to the last asterisk only, so the time stays linear in the two lengths' product.
        int p = 0, s = 0, afterStar = -1, resume = 0;
        while (s < path.Length)
        {
            if (p < _pattern.Length && _pattern[p] == '*')
            {
                afterStar = ++p;
                resume = s;
            }
            else if (p < _pattern.Length && (_pattern[p] == '?' || _pattern[p] == path[s]))
            {
                p++;
                s++;
            }
            else if (afterStar >= 0)
            {
                p = afterStar;
                s = ++resume;
            }
            else
            {
                return false;
            }
        }

        return _pattern.AsSpan(p).TrimStart('*').IsEmpty;
    }
}
