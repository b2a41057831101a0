using System.Text.Json.Nodes;
using Podcast.Tests.Integration.LocalAws.CloudFront;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Integration.Faults;

/// <summary>The faults that this kind of stack has been shipped with, planted one at a time, and the message for each.</summary>
public sealed class SeededFaultTests
{
    private static readonly Dictionary<string, (Action<JsonObject> Plant, string Path, string Message)> Faults = new()
    {
        ["environment variables of an edge function"] = (
            template => One(template, "AWS::CloudFront::Function")["FunctionConfig"]!["Environment"] = JsonNode.Parse("""{ "Variables": { "TABLE": "t" } }"""),
            "FunctionConfig.Environment",
            "A function at the edge has no environment variables: put what it needs into its code or into a key-value store."),
        ["environment variables read at the edge"] = (
            template => One(template, "AWS::CloudFront::Function")["FunctionCode"] = "function handler(event) { return process.env.X + cf.kvs(); }",
            "FunctionCode",
            "The code reads process.env, but a function at the edge has no environment variables: every request would get 503."),
        ["environment variables of Lambda@Edge"] = (
            template =>
            {
                var feeds = Function(template, "Feeds").Key;
                Distribution(template)["DefaultCacheBehavior"]!["LambdaFunctionAssociations"] = JsonNode.Parse(
                    $$"""[{ "EventType": "viewer-request", "LambdaFunctionARN": { "Fn::Join": ["", [{ "Fn::GetAtt": ["{{feeds}}", "Arn"] }, ":1"]] } }]""");
            },
            "DefaultCacheBehavior.LambdaFunctionAssociations",
            "InvalidLambdaFunctionAssociation: The function cannot have environment variables."),
        ["the store passed to nobody"] = (
            template => One(template, "AWS::CloudFront::Function")["FunctionConfig"]!.AsObject().Remove("KeyValueStoreAssociations"),
            "FunctionConfig.KeyValueStoreAssociations",
            "The code reads a key-value store, but the function is associated with none: cf.kvs() fails, and every request gets 503."),
        ["the association put into the cache behavior"] = (
            template =>
            {
                var config = One(template, "AWS::CloudFront::Function")["FunctionConfig"]!.AsObject();
                var association = config["KeyValueStoreAssociations"]!.DeepClone();
                config.Remove("KeyValueStoreAssociations");
                Distribution(template)["DefaultCacheBehavior"]!["KeyValueStoreAssociations"] = association;
            },
            "DefaultCacheBehavior.KeyValueStoreAssociations",
            "Encountered unsupported property. A key-value store is associated with a function: FunctionConfig.KeyValueStoreAssociations of AWS::CloudFront::Function."),
        ["the stream without event source"] = (
            template =>
            {
                // Two functions read it.
                while (template["Resources"]!.AsObject().Any(resource => (string)resource.Value!["Type"]! == "AWS::Lambda::EventSourceMapping"))
                {
                    template["Resources"]!.AsObject().Remove(Entry(template, "AWS::Lambda::EventSourceMapping").Key);
                }
            },
            "StreamSpecification",
            "Nothing reads the stream: no enabled AWS::Lambda::EventSourceMapping has it as its EventSourceArn, so changes are never processed."),
        ["the schedule's role without invoke permission"] = (
            template =>
            {
                var role = (string)One(template, "AWS::Scheduler::Schedule")["Target"]!["RoleArn"]!["Fn::GetAtt"]![0]!;
                var statements = template["Resources"]![role]!["Properties"]!["Policies"]![0]!["PolicyDocument"]!["Statement"]!.AsArray();
                statements.Remove(statements.First(statement => (string)statement!["Action"]! == "lambda:InvokeFunction"));
            },
            ".Target",
            "The schedule would never reach its target. User: arn:aws:sts::000000000000:assumed-role/"),
        ["the store never read first"] = (
            template => One(template, "AWS::CloudFront::Function")["FunctionCode"] =
                "import cf from 'cloudfront';\nfunction handler(event) { cf.selectRequestOriginById('entitlements'); return event.request; }",
            "FunctionConfig.KeyValueStoreAssociations",
            "The function is associated with a key-value store that its code never reads: every request takes the way of a miss."),
        ["stream errors swallowed"] = (
            template => One(template, "AWS::Lambda::EventSourceMapping").Remove("FunctionResponseTypes"),
            "FunctionResponseTypes",
            "What the function reports as batchItemFailures is swallowed, and the records count as done: ReportBatchItemFailures is not set."),
        ["an alarm on a metric that nobody reports"] = (
            template => One(template, "AWS::CloudWatch::Alarm")["MetricName"] = "6xxErrorRate",
            "EdgeErrors",
            "The alarm would never have data. No service of LocalAws reports the metric AWS/CloudFront 6xxErrorRate with the dimensions DistributionId, Region."),
        ["a graph of a queue that is not there"] = (
            template => One(template, "AWS::CloudWatch::Dashboard")["DashboardBody"] =
                """{ "widgets": [ { "type": "metric", "properties": { "title": "Old", "metrics": [["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", "gone"]] } } ] }""",
            "DashboardBody",
            "The graph 'Old' would stay empty. The template has no resource with the name gone, which is the QueueName of AWS/SQS ApproximateAgeOfOldestMessage."),
        ["a schedule's role for any account's schedules"] = (
            template =>
            {
                var role = (string)One(template, "AWS::Scheduler::Schedule")["Target"]!["RoleArn"]!["Fn::GetAtt"]![0]!;
                template["Resources"]![role]!["Properties"]!["AssumeRolePolicyDocument"]!["Statement"]![0]!.AsObject().Remove("Condition");
            },
            "AssumeRolePolicyDocument, statement 0",
            "scheduler.amazonaws.com may sts:AssumeRole for resources of any account (confused deputy): the statement lacks the condition aws:SourceArn."),
        ["logs from whoever takes the name of a deleted bucket"] = (
            template => Statement(template, "IngestLogs")["Condition"]!["StringEquals"]!.AsObject().Remove("aws:SourceAccount"),
            "statement IngestLogs",
            "logging.s3.amazonaws.com may s3:PutObject for another account that takes the name of MediaIngestBucket"),
        ["a role that can be handed to any service"] = (
            template => Statement(template, "HandOverRole").Remove("Condition"),
            "FunctionsAutoTranscodingFunction",
            "over to any service, not only to mediaconvert.amazonaws.com: its statement for iam:PassRole lacks the condition iam:PassedToService."),
        ["a function that anybody invokes past its URL"] = (
            template =>
            {
                foreach (var permission in template["Resources"]!.AsObject().Where(resource => (string)resource.Value!["Type"]! == "AWS::Lambda::Permission"))
                {
                    permission.Value!["Properties"]!.AsObject().Remove("InvokedViaFunctionUrl");
                }
            },
            "FunctionsWebhooksUrl",
            "Everybody may invoke the function past its URL, with any event: the permission lambda:InvokeFunction lacks InvokedViaFunctionUrl."),
        ["a forgotten environment variable"] = (
            template => Function(template, "StreamProcessor").Value["Environment"]!["Variables"]!.AsObject().Remove("KVS_ARN"),
            "StreamProcessor",
            "The environment variable KVS_ARN is missing. The template sets it for this function."),
        ["a hard-coded region"] = (
            template => Function(template, "StreamProcessor").Value["Environment"]!["Variables"]!["REGION"] = "us-east-1",
            "Environment.Variables.REGION",
            "The region us-east-1 is written out, so the stack works in no other: use AWS::Region."),
        ["too little memory"] = (
            template => Function(template, "StreamProcessor").Value["MemorySize"] = 128,
            "MemorySize",
            "128 MB is too little memory for a .NET function: CPU comes with memory, and it takes seconds to start. Give it 256 MB or more."),
        ["a missing output"] = (
            template => template["Outputs"]!.AsObject().Remove("DistributionDomain"),
            "DeliveryDistribution",
            "The stack has no output for it (AWS::CloudFront::Distribution): integrators have to search for "),
    };

    public static TheoryData<string> Names => new(Faults.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Fault_Planted_IsFound(string name)
    {
        var (plant, place, message) = Faults[name];
        var template = SynthesizedTemplate.Root.DeepClone().AsObject();
        plant(template);

        var problems = new MutantCheck([]).FindProblems(template).ToList();

        Assert.True(
            problems.Any(one => one.Contains(place, StringComparison.Ordinal) && one.Contains(message, StringComparison.Ordinal)), string.Join('\n', problems));
    }

    [Fact]
    public async Task Fault_Planted_IsInTheLogAndTheHealth()
    {
        var template = SynthesizedTemplate.Root.DeepClone().AsObject();
        Faults["the schedule's role without invoke permission"].Plant(template);
        await using var system = await CloudFrontSystem.StartAsync(template.ToJsonString());

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        JsonNode health;
        do
        {
            await Task.Delay(20, deadline.Token);
            using var response = await system.Http.GetAsync(system.HealthUrl, deadline.Token);
            health = JsonNode.Parse(await response.Content.ReadAsStringAsync(deadline.Token))!;
        }
        while (health["findings"] is null);

        Assert.Contains(health["findings"]!.AsArray(), finding => finding!["message"]!.ToString().StartsWith("The schedule would never reach its target.", StringComparison.Ordinal));
        Assert.Contains(system.Logs, line => line.Contains("The schedule would never reach its target. User:", StringComparison.Ordinal));
    }

    private static KeyValuePair<string, JsonNode?> Entry(JsonObject template, string type) =>
        template["Resources"]!.AsObject().First(resource => (string)resource.Value!["Type"]! == type);

    private static JsonObject One(JsonObject template, string type) => Entry(template, type).Value!["Properties"]!.AsObject();

    // Functions of one kind have statements of one name.
    private static JsonObject Statement(JsonNode node, string sid) => Statements(node).First(statement => (string?)statement["Sid"] == sid);

    private static IEnumerable<JsonObject> Statements(JsonNode? node) => node switch
    {
        JsonObject value when value.ContainsKey("Effect") => [value],
        JsonObject value => value.SelectMany(property => Statements(property.Value)),
        JsonArray items => items.SelectMany(Statements),
        _ => [],
    };

    private static JsonNode Distribution(JsonObject template) => One(template, "AWS::CloudFront::Distribution")["DistributionConfig"]!;

    private static KeyValuePair<string, JsonObject> Function(JsonObject template, string handler) => template["Resources"]!.AsObject()
        .Where(resource => (string)resource.Value!["Type"]! == "AWS::Lambda::Function" && (string?)resource.Value["Properties"]!["Handler"] == handler)
        .Select(resource => KeyValuePair.Create(resource.Key, resource.Value!["Properties"]!.AsObject())).Single();
}
