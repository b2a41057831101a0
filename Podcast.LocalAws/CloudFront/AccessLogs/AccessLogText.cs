using System.Globalization;
using System.Text;

namespace Podcast.LocalAws.CloudFront.AccessLogs;

/// <summary>
/// The URL encoding of what viewers send: characters outside 33 to 126 and those that URLs do not have by themselves. See
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html.
/// </summary>
internal static class AccessLogText
{
    private const string Encoded = "<>\"#%{}|\\^~[]`'";

    public static string? Encode(string? text)
    {
        if (text is null || !text.Any(IsEncoded))
        {
            return text;
        }

        var result = new StringBuilder(text.Length + 32);
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            if (IsEncoded((char)octet))
            {
                result.Append('%').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
            }
            else
            {
                result.Append((char)octet);
            }
        }

        return result.ToString();
    }

    private static bool IsEncoded(char character) => character is <= ' ' or >= '\x7f' || Encoded.Contains(character, StringComparison.Ordinal);
}
