using Amazon.CloudFrontKeyValueStore;
using Amazon.DynamoDBv2;
using Microsoft.Extensions.Logging;
using Podcast.Functions.Hosting;

namespace Podcast.Functions.EdgeStore;

/// <summary>Puts together what StreamProcessor and Reconcile write to the store with.</summary>
internal static class StoreClients
{
    public static StoreBudget BudgetOf(FunctionEnvironment environment) => new(environment.KeyValueStoreBudget ?? StoreBudget.DefaultBytes);

    public static StoreSynchronizer CreateSynchronizer(
        FunctionEnvironment environment, IAmazonDynamoDB dynamoDb, IAmazonCloudFrontKeyValueStore store, ILoggerFactory loggers, TimeProvider time) =>
        new(
            new(dynamoDb, environment.SubscribersTable, time),
            new(store, environment.KeyValueStoreArn, BudgetOf(environment), time, loggers.CreateLogger<KeyValueStoreWriter>()),
            time,
            loggers.CreateLogger<StoreSynchronizer>());
}
