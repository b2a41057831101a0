using Podcast.LocalAws.CloudFront.Functions.Api;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFront.KeyValueStore;

internal static class KeyValueStoreServiceCollectionExtensions
{
    /// <summary>Adds the template's key-value stores, their data plane, and CloudFront's control plane.</summary>
    public static IServiceCollection AddKeyValueStoreService(this IServiceCollection services) => services
        .AddSingleton<KeyValueStoreRegistry>()
        .AddStackConsumer<KeyValueStoreRegistry>()
        .AddSingleton<IDerivedState>(provider => provider.GetRequiredService<KeyValueStoreRegistry>())
        .AddSingleton<FunctionStore>()
        .AddSingleton<FunctionApi>()
        .AddSingleton<KeyValueStoreApi>()
        .AddSingleton<IAwsService, KeyValueStoreService>()
        .AddSingleton<IAwsService, CloudFrontControlPlane>();
}
