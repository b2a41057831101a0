namespace Podcast.LocalAws.MediaConvert.Settings;

/// <summary>An object's address: <c>s3://bucket/key</c>.</summary>
internal sealed record S3Location(string Bucket, string Key)
{
    /// <summary>Reads an address that has been validated.</summary>
    public static S3Location Parse(string address)
    {
        var rest = address["s3://".Length..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return new(rest[..slash], rest[(slash + 1)..]);
    }

    public override string ToString() => $"s3://{Bucket}/{Key}";
}
