using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Integration.Faults;

/// <summary>
/// Nothing of the template's permissions and wiring can be taken away unnoticed. What can is superfluous, or lacks a check.
/// See docs/decisions/0091-every-permission-is-proved.md.
/// </summary>
public sealed class MutationTests
{
    [Fact]
    public void Template_AsItIs_HasNoFindings()
    {
        var problems = new MutantCheck([]).FindProblems(SynthesizedTemplate.Root).ToList();

        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    [Fact]
    public void Template_WithoutAnyOneOfItsParts_IsReported()
    {
        var check = new MutantCheck([]);
        var known = check.FindProblems(SynthesizedTemplate.Root).ToHashSet();
        var mutants = new Mutants(SynthesizedTemplate.Root).All().Where(mutant => !FunctionCalls.AreNeededFor(mutant.Name)).ToList();
        var problems = mutants.AsParallel().WithDegreeOfParallelism(Math.Max(1, Environment.ProcessorCount / 2)).Select(mutant => (mutant.Name, Message: check.FindProblems(mutant.Template).FirstOrDefault(message => !known.Contains(message))))
            .OrderBy(mutant => mutant.Name, StringComparer.Ordinal).ToList();

        foreach (var (name, message) in problems)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{name}\n    {message}");
        }

        var unnoticed = problems.Where(mutant => mutant.Message is null).Select(mutant => mutant.Name).ToList();
        Assert.True(unnoticed.Count == 0, $"{unnoticed.Count} of {mutants.Count} can be removed unnoticed:\n{string.Join('\n', unnoticed)}");
    }
}
