using Podcast.LocalAws.Core;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFront.KeyValueStore;

internal static class KeyValueStoreServiceCollectionExtensions
{
    /// <summary>Adds the template's key-value stores, their data plane, and CloudFront's control plane, which answers NotImplemented.</summary>
    public static IServiceCollection AddKeyValueStoreService(this IServiceCollection services) => services
        .AddSingleton<KeyValueStoreRegistry>()
        .AddStackConsumer<KeyValueStoreRegistry>()
        .AddSingleton<IAwsService, KeyValueStoreService>()
        .AddSingleton<IAwsService, CloudFrontControlPlane>();
}
