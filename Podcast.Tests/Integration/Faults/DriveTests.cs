using Podcast.Tests.Unit.Infra;

namespace Podcast.Tests.Integration.Faults;

/// <summary>What only the code of the functions asks for, proved by using the system once and then taking each permission away.</summary>
public sealed class DriveTests(SystemDrive drive) : IClassFixture<SystemDrive>
{
    [Fact]
    public void System_Used_Works() => Assert.True(drive.Faults.Count == 0, string.Join('\n', drive.Faults));

    [Fact]
    public void System_Used_IsRefusedNothing() => Assert.True(drive.Refusals.Count == 0, string.Join('\n', drive.Refusals.Distinct()));

    [Fact]
    public void Role_WithoutAnyOneOfItsPermissions_IsRefusedSomething()
    {
        var check = new MutantCheck(drive.Calls, drive.Identity);
        var known = check.Tell(SynthesizedTemplate.Root).ToHashSet();
        var mutants = new Mutants(SynthesizedTemplate.Root).All().Where(mutant => FunctionCalls.AreNeededFor(mutant.Name)).ToList();
        var unnoticed = mutants.Where(mutant => check.Tell(mutant.Template).All(known.Contains)).Select(mutant => mutant.Name).ToList();

        Assert.True(unnoticed.Count == 0, $"{unnoticed.Count} of {mutants.Count} can be removed unnoticed:\n{string.Join('\n', unnoticed)}");
    }
}
