namespace Podcast.LocalAws.S3;

/// <summary>See https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html and UsingMetadata.html, same guide.</summary>
internal static class S3Limits
{
    /// <summary>The largest object of a single PUT: 5 GiB.</summary>
    public const long LargestObject = 5L * 1024 * 1024 * 1024;

    /// <summary>The smallest part of a multipart upload, but for the last: 5 MiB.</summary>
    public const long SmallestPart = 5L * 1024 * 1024;

    public const int MostParts = 10_000;

    /// <summary>A key's length in bytes of UTF-8.</summary>
    public const int LongestKey = 1024;

    /// <summary>User metadata, names and values together, in bytes.</summary>
    public const int LargestMetadata = 2 * 1024;

    public const int LargestPage = 1000;

    /// <summary>Keys of one DeleteObjects.</summary>
    public const int MostDeletions = 1000;

    /// <summary>A request in XML, in bytes: a completed upload of 10,000 parts with their checksums has room.</summary>
    public const long LargestXml = 4 * 1024 * 1024;

    public const int MostTags = 10;

    public const int LongestTagKey = 128;

    public const int LongestTagValue = 256;

    /// <summary>In an aws-chunked body only the last chunk may be smaller.</summary>
    public const int SmallestChunk = 8 * 1024;
}
