using Podcast.LocalAws.Core;
using Podcast.LocalAws.MediaConvert.Jobs;
using Podcast.LocalAws.MediaConvert.Objects;
using Podcast.LocalAws.MediaConvert.Transcoding;

namespace Podcast.LocalAws.MediaConvert;

internal static class MediaConvertServiceCollectionExtensions
{
    /// <summary>Adds MediaConvert: the API for jobs, and ffmpeg that does them.</summary>
    public static IServiceCollection AddMediaConvertService(this IServiceCollection services) => services
        .AddSingleton<WorkFolder>()
        .AddSingleton<JobQueues>()
        .AddSingleton<JobStore>()
        .AddSingleton<JobEvents>()
        .AddSingleton<JobScheduler>()
        .AddHostedService(provider => provider.GetRequiredService<JobScheduler>())
        .AddSingleton<ObjectClient>()
        .AddSingleton<MediaTools>()
        .AddSingleton<Transcoder>()
        .AddSingleton<IAwsService, MediaConvertService>();
}
