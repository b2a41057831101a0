using System.Globalization;
using System.Xml;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.S3.Checksums;
using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>The parameters that all listings have.</summary>
internal static class ListParameters
{
    /// <summary>How keys are written into the response.</summary>
    /// <exception cref="Core.AwsException">S3 does not have this encoding.</exception>
    public static Func<string, string> Encoding(S3Request request) => request.Query["encoding-type"] switch
    {
        null => value => value,
        "url" => EncodeKey,
        _ => throw S3Errors.InvalidArgument("Invalid Encoding Method specified in Request"),
    };

    /// <summary>What <c>encoding-type=url</c> does to a key: as a form field, but slashes and asterisks stay.</summary>
    public static string EncodeKey(string key) => UriEncoding.Encode(key)
        .Replace("%2F", "/", StringComparison.Ordinal)
        .Replace("%2A", "*", StringComparison.Ordinal)
        .Replace("%20", "+", StringComparison.Ordinal)
        .Replace("~", "%7E", StringComparison.Ordinal);

    /// <summary>How many items the caller wants at most, which may be more than S3 gives.</summary>
    /// <exception cref="Core.AwsException">It is not a number, or less than zero.</exception>
    public static int Maximum(S3Request request, string name)
    {
        var text = request.Query[name];
        if (string.IsNullOrEmpty(text))
        {
            return S3Limits.LargestPage;
        }

        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var maximum))
        {
            throw S3Errors.InvalidArgument($"Provided {name} not an integer or within integer range");
        }

        return maximum >= 0 ? maximum : throw S3Errors.InvalidArgument($"Argument {name} must be an integer between 0 and 2147483647");
    }

    /// <summary>Writes an object of a listing.</summary>
    /// <param name="xml">The listing.</param>
    /// <param name="item">The object.</param>
    /// <param name="encode">How keys are written.</param>
    /// <param name="ownerId">Its owner; <see langword="null"/> when the caller does not want to know.</param>
    public static void WriteContents(this XmlWriter xml, StoredObject item, Func<string, string> encode, string? ownerId) => xml.WriteNested("Contents", () =>
    {
        xml.WriteElement("Key", encode(item.Key));
        xml.WriteElement("LastModified", item.LastModified);
        xml.WriteElement("ETag", item.QuotedETag);
        xml.WriteElement("ChecksumAlgorithm", item.ChecksumAlgorithm.Name());
        xml.WriteElement("ChecksumType", item.ChecksumType.Name());
        xml.WriteElement("Size", item.Size);
        if (ownerId is not null)
        {
            xml.WriteNested("Owner", () => xml.WriteElement("ID", ownerId));
        }

        xml.WriteElement("StorageClass", "STANDARD");
    });
}
