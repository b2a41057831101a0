using Podcast.LocalAws.Core;
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
        .AddSingleton<TableProvisioner>()
        .AddSingleton<IReadiness>(provider => provider.GetRequiredService<TableProvisioner>())
        .AddStackConsumer<TableProvisioner>()
        .AddSingleton<ITableStreams, TableStreams>()
        .AddSingleton<IAwsService, DynamoDbService>();
}
