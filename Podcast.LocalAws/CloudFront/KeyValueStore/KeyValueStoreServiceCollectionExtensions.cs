using Podcast.LocalAws.Core;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFront.KeyValueStore;

internal static class KeyValueStoreServiceCollectionExtensions
{
    /// <summary>Adds the key-value stores and their data plane.</summary>
    public static IServiceCollection AddKeyValueStoreService(this IServiceCollection services) => services
        .AddSingleton<KeyValueImporter>()
        .AddSingleton<KeyValueStoreRegistry>()
        .AddStackConsumer<KeyValueStoreRegistry>()
        .AddSingleton<IAwsService, KeyValueStoreService>();
}
