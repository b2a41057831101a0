using Podcast.LocalAws.CloudFront.AccessLogs;
using Podcast.LocalAws.CloudFront.Distribution;
using Podcast.LocalAws.CloudFront.Distribution.Api;
using Podcast.LocalAws.CloudFront.Distribution.Invalidations;
using Podcast.LocalAws.CloudFront.Functions.Api;
using Podcast.LocalAws.CloudFront.KeyValueStore;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.CloudFront.Api;

internal static class CloudFrontServiceCollectionExtensions
{
    /// <summary>Adds CloudFront: key-value stores with their data plane, distributions with their functions, and the API for both.</summary>
    public static IServiceCollection AddCloudFront(this IServiceCollection services) => services
        .AddKeyValueStoreService()
        .AddDistribution()
        .AddAccessLogs()
        .AddSingleton<FunctionStore>()
        .AddSingleton<FunctionApi>()
        .AddSingleton<KeyValueStoreApi>()
        .AddSingleton<InvalidationApi>()
        .AddSingleton<DistributionApi>()
        .AddSingleton<PolicyApi>()
        .AddSingleton<TagApi>()
        .AddSingleton<IAwsService, CloudFrontService>();
}
