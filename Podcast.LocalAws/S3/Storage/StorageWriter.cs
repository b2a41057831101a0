using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.S3.Checksums;
using Podcast.LocalAws.S3.Notifications;

namespace Podcast.LocalAws.S3.Storage;

/// <inheritdoc cref="IObjectWriter"/>
internal sealed class StorageWriter(ObjectStorage storage, S3Events events, IAuthorizer authorizer, TimeProvider time) : IObjectWriter
{
    public async Task PutAsync(
        AwsCaller caller, string bucket, string key, ReadOnlyMemory<byte> content, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken)
    {
        authorizer.Authorize(caller, "s3:PutObject", AwsArns.Object(bucket, key));
        var target = storage.Find(bucket) ?? throw S3Errors.NoSuchBucket();
        var algorithm = ChecksumAlgorithms.Default;
        using var writer = storage.BeginWrite(content.Length);
        using var running = new RunningDigests(algorithm);
        await writer.WriteAsync(content, running, cancellationToken);
        var digests = running.Finish();
        var stored = writer.Commit(
            target,
            new()
            {
                Key = key,
                VersionId = target.NewVersionId(),
                Size = content.Length,
                ETag = digests.ETag,
                LastModified = time.GetLastModified(),
                Sequence = storage.NextSequence(),
                ChecksumAlgorithm = algorithm,
                Checksum = digests.Checksum(algorithm),
                Headers = new(headers, StringComparer.OrdinalIgnoreCase),
                Metadata = [],
            },
            _ => { });
        await events.CreatedAsync(new EventOrigin(caller, caller.PrincipalArn, Guid.NewGuid().ToString("N")), target, stored, CreationReason.PutObject);
    }
}
