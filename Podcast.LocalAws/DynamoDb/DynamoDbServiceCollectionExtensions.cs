using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Health;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Streams;
using Podcast.LocalAws.DynamoDb.Streams;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.DynamoDb;

internal static class DynamoDbServiceCollectionExtensions
{
    /// <summary>Adds DynamoDB: the stack's tables in DynamoDB Local, and the API in front of it.</summary>
    public static IServiceCollection AddDynamoDbService(this IServiceCollection services) => services
        .AddSingleton<DynamoDbLocalClient>()
        .AddSingleton<LocalArns>()
        .AddSingleton<LeadingKeys>()
        .AddSingleton<DynamoDbPermissions>()
        .AddSingleton(provider => new Lazy<IEnumerable<IDerivedState>>(provider.GetServices<IDerivedState>))
        .AddSingleton<TableProvisioner>()
        .AddHostedService<TableWatch>()
        .AddSingleton<IHealthPart>(provider => provider.GetRequiredService<TableProvisioner>())
        .AddStackConsumer<TableProvisioner>()
        .AddSingleton<ITableStreams, TableStreams>()
        .AddSingleton<TableMetrics>()
        .AddSingleton<IAwsService, DynamoDbService>();
}
