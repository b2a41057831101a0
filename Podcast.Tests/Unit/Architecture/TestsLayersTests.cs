using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Podcast.Tests.Unit.Architecture;

public sealed class TestsLayersTests
{
    private static readonly ArchUnitNET.Domain.Architecture Tests = new ArchLoader().LoadAssemblies(typeof(TestsLayersTests).Assembly).Build();

    [Theory]
    [InlineData("Unit", "Integration")]
    [InlineData("Unit", "EndToEnd")]
    [InlineData("Integration", "Unit")]
    [InlineData("Integration", "EndToEnd")]
    [InlineData("EndToEnd", "Unit")]
    [InlineData("Testing", "Unit")]
    [InlineData("Testing", "Integration")]
    [InlineData("Testing", "EndToEnd")]
    public void Folder_OfTests_DoesNotUseTheOther(string folder, string other) =>
        Types().That().ResideInNamespaceMatching($@"^Podcast\.Tests\.{folder}(\.|$)")
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching($@"^Podcast\.Tests\.{other}(\.|$)"))
            .Check(Tests);
}
