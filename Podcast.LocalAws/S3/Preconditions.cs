using Microsoft.Net.Http.Headers;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3;

/// <summary>Conditional requests. See https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html and RFC 9110, 13.2.2.</summary>
internal static class Preconditions
{
    /// <summary>Checks the conditions of a read.</summary>
    /// <returns>Whether the client has this object already: 304.</returns>
    /// <exception cref="AwsException">A condition does not hold: 412.</exception>
    public static bool IsNotModified(IHeaderDictionary headers, StoredObject stored)
    {
        if (headers.TryGetValue(HeaderNames.IfMatch, out var ifMatch))
        {
            Require(Matches(ifMatch.ToString(), stored));
        }
        else if (TryParseDate(headers.IfUnmodifiedSince.ToString(), out var unmodifiedSince))
        {
            Require(stored.LastModified <= unmodifiedSince);
        }

        if (headers.TryGetValue(HeaderNames.IfNoneMatch, out var ifNoneMatch))
        {
            return Matches(ifNoneMatch.ToString(), stored);
        }

        return TryParseDate(headers.IfModifiedSince.ToString(), out var modifiedSince) && stored.LastModified <= modifiedSince;
    }

    /// <summary>Whether a Range is to be obeyed: without If-Range always, with it only for the object that the client has a part of.</summary>
    public static bool AllowsRange(IHeaderDictionary headers, StoredObject stored)
    {
        var ifRange = headers.IfRange.ToString();
        return ifRange.Length == 0
            || (TryParseDate(ifRange, out var date) ? stored.LastModified == date : ifRange == stored.QuotedETag);
    }

    /// <summary>Checks the conditions of a write against the object that is there now.</summary>
    /// <exception cref="AwsException">412; 404 when If-Match meets no object; 501 for a form that S3 does not have.</exception>
    public static void CheckWrite(IHeaderDictionary headers, StoredObject? present)
    {
        if (headers.TryGetValue(HeaderNames.IfNoneMatch, out var ifNoneMatch))
        {
            if (ifNoneMatch != "*")
            {
                throw S3Errors.HeaderNotImplemented("If-None-Match with an ETag on a write");
            }

            Require(present is null);
        }

        if (headers.TryGetValue(HeaderNames.IfMatch, out var ifMatch))
        {
            Require(Matches(ifMatch.ToString(), present ?? throw S3Errors.NoSuchKey()));
        }
    }

    private static bool Matches(string header, StoredObject stored) =>
        header.Split(',', StringSplitOptions.TrimEntries).Any(tag => tag == "*" || Unquote(tag) == stored.ETag);

    private static string Unquote(string tag) => (tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag).Trim('"');

    private static bool TryParseDate(string text, out DateTimeOffset date)
    {
        date = default;
        return text.Length > 0 && HeaderUtilities.TryParseDate(text, out date);
    }

    private static void Require(bool holds)
    {
        if (!holds)
        {
            throw S3Errors.PreconditionFailed();
        }
    }
}
