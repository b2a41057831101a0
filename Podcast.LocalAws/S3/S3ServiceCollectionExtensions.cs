using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Metrics;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.S3.Forms;
using Podcast.LocalAws.S3.Multipart;
using Podcast.LocalAws.S3.Notifications;
using Podcast.LocalAws.S3.Operations;
using Podcast.LocalAws.S3.Storage;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.S3;

internal static class S3ServiceCollectionExtensions
{
    /// <summary>Adds S3 with the buckets of the template.</summary>
    public static IServiceCollection AddS3Service(this IServiceCollection services) => services
        .AddSingleton<ObjectStorage>()
        .AddStackConsumer<ObjectStorage>()
        .AddSingleton<IMetricSampler, BucketMetrics>()
        .AddSingleton<IObjectReader, StorageReader>()
        .AddSingleton<IObjectWriter, StorageWriter>()
        .AddSingleton<MultipartUploads>()
        .AddSingleton<ObjectRemover>()
        .AddSingleton<CopySource>()
        .AddSingleton<S3Owner>()
        .AddSingleton<S3Access>()
        .AddSingleton<S3CorsMiddleware>()
        .AddSingleton<S3Events>()
        .AddSingleton<PostFormAuthenticator>()
        .AddSingleton<ListBuckets>()
        .AddSingleton<CreateBucket>()
        .AddSingleton<IS3Operation, AbortMultipartUpload>()
        .AddSingleton<IS3Operation, CompleteMultipartUpload>()
        .AddSingleton<IS3Operation, CopyObject>()
        .AddSingleton<IS3Operation, CreateMultipartUpload>()
        .AddSingleton<IS3Operation, DeleteObject>()
        .AddSingleton<IS3Operation, DeleteObjects>()
        .AddSingleton<IS3Operation, DeleteObjectTagging>()
        .AddSingleton<IS3Operation, GetBucketEncryption>()
        .AddSingleton<IS3Operation, GetBucketLocation>()
        .AddSingleton<IS3Operation, GetBucketSettings>()
        .AddSingleton<IS3Operation, GetBucketTagging>()
        .AddSingleton<IS3Operation, GetBucketVersioning>()
        .AddSingleton<IS3Operation, GetObject>()
        .AddSingleton<IS3Operation, GetObjectTagging>()
        .AddSingleton<IS3Operation, HeadBucket>()
        .AddSingleton<IS3Operation, ListMultipartUploads>()
        .AddSingleton<IS3Operation, ListObjects>()
        .AddSingleton<IS3Operation, ListObjectsV2>()
        .AddSingleton<IS3Operation, ListObjectVersions>()
        .AddSingleton<IS3Operation, ListParts>()
        .AddSingleton<IS3Operation, PostObject>()
        .AddSingleton<IS3Operation, PutObject>()
        .AddSingleton<IS3Operation, PutObjectTagging>()
        .AddSingleton<IS3Operation, UploadPart>()
        .AddSingleton<IS3Operation, UploadPartCopy>()
        .AddSingleton<IAwsService, S3Service>();
}
