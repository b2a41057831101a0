using System.Xml.Linq;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.S3.Uploads;

namespace Podcast.LocalAws.S3;

/// <summary>The tags of an object. See https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html.</summary>
internal static class ObjectTags
{
    /// <summary>Reads the header <c>x-amz-tagging</c>: tags in the form of a query.</summary>
    /// <exception cref="Core.AwsException">There are too many, or one is not valid.</exception>
    public static Dictionary<string, string> ReadHeader(IHeaderDictionary headers) =>
        Check(QueryParameters.Parse(headers["x-amz-tagging"].ToString().Replace('+', ' ')).Items);

    /// <summary>Reads a <c>Tagging</c> document.</summary>
    /// <exception cref="Core.AwsException">It is none, there are too many, or one is not valid.</exception>
    public static Dictionary<string, string> Read(XElement tagging)
    {
        var set = tagging.Child("TagSet") ?? throw S3Errors.MalformedXml();
        return Check(set.Children("Tag").Select(tag => KeyValuePair.Create(
            tag.Child("Key")?.Value ?? throw S3Errors.MalformedXml(), tag.Child("Value")?.Value ?? throw S3Errors.MalformedXml())));
    }

    private static Dictionary<string, string> Check(IEnumerable<KeyValuePair<string, string>> items)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in items)
        {
            if (key.Length is 0 or > S3Limits.LongestTagKey || !IsText(key) || key.StartsWith("aws:", StringComparison.Ordinal))
            {
                throw S3Errors.InvalidTag("The TagKey you have provided is invalid");
            }

            if (value.Length > S3Limits.LongestTagValue || !IsText(value))
            {
                throw S3Errors.InvalidTag("The TagValue you have provided is invalid");
            }

            if (!tags.TryAdd(key, value))
            {
                throw S3Errors.InvalidTag("Cannot provide multiple Tags with the same key");
            }
        }

        return tags.Count <= S3Limits.MostTags ? tags : throw S3Errors.TooManyTags();
    }

    private static bool IsText(string text) =>
        text.All(character => char.IsLetterOrDigit(character) || character is ' ' or '+' or '-' or '=' or '.' or '_' or ':' or '/' or '@');
}
