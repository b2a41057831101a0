using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Health;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFront.KeyValueStore;

internal static class KeyValueStoreServiceCollectionExtensions
{
    /// <summary>Adds the key-value stores and their data plane.</summary>
    public static IServiceCollection AddKeyValueStoreService(this IServiceCollection services) => services
        .AddSingleton<KeyValueImporter>()
        .AddSingleton<KeyValueStoreRegistry>()
        .AddStackConsumer<KeyValueStoreRegistry>()
        .AddSingleton<IHealthPart>(provider => provider.GetRequiredService<KeyValueStoreRegistry>())
        .AddSingleton<IDerivedState>(provider => provider.GetRequiredService<KeyValueStoreRegistry>())
        .AddSingleton<IAwsService, KeyValueStoreService>();
}
