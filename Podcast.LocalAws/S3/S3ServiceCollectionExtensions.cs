using Podcast.LocalAws.Api;
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
        .AddSingleton<PutObject>()
        .AddSingleton<IAwsService, S3Service>();
}
