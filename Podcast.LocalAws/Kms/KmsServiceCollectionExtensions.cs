using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Kms;

internal static class KmsServiceCollectionExtensions
{
    /// <summary>Adds the stack's keys.</summary>
    public static IServiceCollection AddKmsService(this IServiceCollection services) => services.AddSingleton<IAwsService, KmsService>();
}
