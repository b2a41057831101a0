namespace Podcast.LocalAws.Core.Ports;

/// <summary>Writes objects into the account's buckets for other services, as S3's PutObject does: it checks the caller's permission and announces the object.</summary>
internal interface IObjectWriter
{
    /// <param name="caller">Who writes: a service principal with the resource it acts for.</param>
    /// <param name="bucket">The bucket's name.</param>
    /// <param name="key">The object's key.</param>
    /// <param name="content">All its bytes.</param>
    /// <param name="headers">Content-Type and its like, by name.</param>
    /// <param name="cancellationToken">Ends the write.</param>
    /// <exception cref="AwsException">There is no such bucket, the caller may not, or the disk is full.</exception>
    Task PutAsync(
        AwsCaller caller, string bucket, string key, ReadOnlyMemory<byte> content, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken);
}
