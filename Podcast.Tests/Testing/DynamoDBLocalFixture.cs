using Podcast.AppHost.LocalTools.DynamoDBLocal;

[assembly: AssemblyFixture(typeof(DynamoDBLocalFixture))]

namespace Podcast.Tests.Testing;

/// <summary>
/// One DynamoDB Local for the whole test run, started by the first test that needs its endpoint. Tables are shared by all tests,
/// so each test names its own.
/// </summary>
public sealed class DynamoDBLocalFixture : IAsyncDisposable
{
    private readonly Lazy<Task<DynamoDBLocalProcess>> _process = new(StartAsync);

    /// <summary>The endpoint, once DynamoDB Local responds there.</summary>
    public async Task<Uri> GetEndpointAsync() => (await _process.Value).Endpoint;

    public async ValueTask DisposeAsync()
    {
        if (_process.IsValueCreated)
        {
            await (await _process.Value).DisposeAsync();
        }
    }

    private static async Task<DynamoDBLocalProcess> StartAsync() =>
        await DynamoDBLocalProcess.StartAsync(
            await DynamoDBLocalCommand.FindAsync(Console.Error, CancellationToken.None), CancellationToken.None);
}
