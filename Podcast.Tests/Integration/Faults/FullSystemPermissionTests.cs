using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.Functions.Hosting;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Integration.Faults;

/// <summary>The permissions that only the code of the functions needs, proved by using the system once and then taking each permission away.</summary>
public sealed class FullSystemPermissionTests(FullSystemScenario scenario) : IClassFixture<FullSystemScenario>
{
    private IEnumerable<JsonNode> Log => scenario.Log.Where(line => line.Length > 0).Select(line => JsonNode.Parse(line)!);

    [Fact]
    public void System_Used_Works() => Assert.True(scenario.Faults.Count == 0, string.Join('\n', scenario.Faults));

    [Fact]
    public void System_Used_IsRefusedNothing() => Assert.True(scenario.Refusals.Count == 0, string.Join('\n', scenario.Refusals.Distinct()));

    [Fact]
    public void Log_OfTheFunctions_IsOneJsonObjectALine() => Assert.All(Log, line => Assert.Equal(JsonValueKind.Object, line.GetValueKind()));

    // CloudWatch takes a metric only from a line that is the metric's document itself, not from one that holds it as a message.
    [Fact]
    public void Log_OfTheFunctions_HoldsTheirMetrics()
    {
        var metrics = Log.Select(line => line["_aws"]?["CloudWatchMetrics"]?[0]?["Metrics"]?[0]?["Name"]?.ToString()).OfType<string>().ToHashSet();

        Assert.Superset(
            new HashSet<string>
            {
                FunctionMetric.StoreSize.Name, FunctionMetric.SyncLag.Name, FunctionMetric.KeysWritten.Name, FunctionMetric.FallbackDecisions.Name,
                FunctionMetric.FeedsServed.Name, FunctionMetric.SubscriptionsExpired.Name, FunctionMetric.KeysDrifted.Name,
            },
            metrics);
    }

    [Fact]
    public void Metrics_OfTheLocalAws_HoldNoAddressTokenOrKey()
    {
        var attributes = scenario.MetricAttributes;

        Assert.Contains("localaws.api.call.duration rpc.method=UpdateKeys", attributes);
        Assert.Contains("localaws.edge.store.reads cloudfront.kvs.result=hit", attributes);
        Assert.Contains("localaws.edge.function.duration cloudfront.function.result=request", attributes);
        Assert.Contains("localaws.lambda.invocation.duration faas.invoked_name=PublisherApi", attributes);
        Assert.All(scenario.Secrets, secret => Assert.True(secret.Length > 16));
        Assert.DoesNotContain(attributes, attribute => attribute.Contains('@') || scenario.Secrets.Any(secret => attribute.Contains(secret, StringComparison.Ordinal)));
    }

    [Fact]
    public void Log_OfTheFunctions_HoldsNoAddressTokenOrKey() => Assert.DoesNotContain(
        scenario.Log, line => line.Contains("@example.", StringComparison.Ordinal) || scenario.Secrets.Any(secret => line.Contains(secret, StringComparison.Ordinal)));

    [Fact]
    public void Role_WithoutAnyOneOfItsPermissions_IsRefusedSomething()
    {
        var check = new MutantCheck(scenario.Calls, scenario.Identity);
        var known = check.FindProblems(SynthesizedTemplate.Root).ToHashSet();
        var mutants = new Mutants(SynthesizedTemplate.Root).All().Where(mutant => FunctionCalls.AreNeededFor(mutant.Name)).ToList();
        var unnoticed = mutants.Where(mutant => check.FindProblems(mutant.Template).All(known.Contains)).Select(mutant => mutant.Name).ToList();

        Assert.True(unnoticed.Count == 0, $"{unnoticed.Count} of {mutants.Count} can be removed unnoticed:\n{string.Join('\n', unnoticed)}");
    }
}
