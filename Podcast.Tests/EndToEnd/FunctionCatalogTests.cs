using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Podcast.Functions;

namespace Podcast.Tests.EndToEnd;

[Collection(AppHostCollection.Name)]
public sealed class FunctionCatalogTests(AppHostFixture app)
{
    // EmptyBucket runs only while CloudFormation deletes a stack.
    private static readonly FunctionName[] NotStarted = [FunctionName.EmptyBucket];

    [Fact]
    public void Resources_OfAppHost_HaveEveryFunctionOfTheCatalog() => Assert.Empty(
        Enum.GetValues<FunctionName>()
            .Except(NotStarted)
            .Select(name => $"{name}".ToUpperInvariant())
            .Except(app.Services.GetRequiredService<DistributedApplicationModel>().Resources
                .Select(resource => resource.Name.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant())));
}
