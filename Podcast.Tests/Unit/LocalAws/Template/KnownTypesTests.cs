using Podcast.LocalAws.Template;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Unit.LocalAws.Template;

public sealed class KnownTypesTests
{
    [Fact]
    public void IsKnown_EveryTypeOfTheStack_IsTrue() =>
        Assert.All(SynthesizedTemplate.Resources.Select(resource => resource.Type).Distinct(), type => Assert.True(ResourceTypes.IsKnown(type), type));
}
