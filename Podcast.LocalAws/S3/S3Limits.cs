namespace Podcast.LocalAws.S3;

/// <summary>See https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html and UsingMetadata.html, same guide.</summary>
internal static class S3Limits
{
    /// <summary>The largest object of a single PUT: 5 GiB.</summary>
    public const long LargestObject = 5L * 1024 * 1024 * 1024;

    /// <summary>A key's length in bytes of UTF-8.</summary>
    public const int LongestKey = 1024;

    /// <summary>User metadata, names and values together, in bytes.</summary>
    public const int LargestMetadata = 2 * 1024;

    public const int LargestPage = 1000;

    /// <summary>In an aws-chunked body only the last chunk may be smaller.</summary>
    public const int SmallestChunk = 8 * 1024;
}
