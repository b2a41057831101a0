using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using Podcast.Functions;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Podcast.Tests.Unit.Architecture;

public sealed class FunctionsLayersTests
{
    private static readonly ArchUnitNET.Domain.Architecture Functions = new ArchLoader().LoadAssemblies(typeof(FunctionName).Assembly).Build();

    [Fact]
    public void Folders_OfFunctions_AreFreeOfCycles() =>
        SliceRuleDefinition.Slices().Matching("Podcast.Functions.(**)").Should().BeFreeOfCycles().Check(Functions);

    [Fact]
    public void Folders_OfFunctions_AreTheSlices() =>
        Assert.InRange(SliceRuleDefinition.Slices().Matching("Podcast.Functions.(**)").GetObjects(Functions).Count(), 20, 50);

    [Fact]
    public void Folders_OfFunctions_DoNotReferToTheHostAboveThem() =>
        Types().That().ResideInNamespaceMatching(@"^Podcast\.Functions\..+")
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching(@"^Podcast\.Functions$"))
            .Check(Functions);
}
