using System.Globalization;

namespace Podcast.LocalAws.S3.Multipart;

internal static class PartNumbers
{
    /// <summary>Reads the number of a part.</summary>
    /// <exception cref="Core.AwsException">It is not from 1 to 10,000.</exception>
    public static int Parse(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= S3Limits.MostParts
            ? number
            : throw S3Errors.InvalidArgument("Part number must be an integer between 1 and 10000, inclusive");
}
