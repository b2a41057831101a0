using Podcast.Functions.Hosting;

namespace Podcast.Tests.Unit.Functions.Hosting;

public sealed class FunctionEnvironmentTests
{
    [Fact]
    public void KeyValueStoreArn_VariableMissing_ThrowsWithItsName()
    {
        var environment = new FunctionEnvironment(_ => null);
        Assert.Contains("KVS_ARN", Assert.Throws<FunctionConfigurationException>(() => environment.KeyValueStoreArn).Message, StringComparison.Ordinal);
    }
}
