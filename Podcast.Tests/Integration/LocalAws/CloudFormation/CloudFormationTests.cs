using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3;

namespace Podcast.Tests.Integration.LocalAws.CloudFormation;

/// <summary>Stacks over the API, without the CLI: what each kind of change leads to.</summary>
public sealed class CloudFormationTests : IAsyncLifetime
{
    private const string LambdaRole = """
        { "Type": "AWS::IAM::Role", "Properties": {
            "ManagedPolicyArns": ["arn:aws:iam::aws:policy/service-role/AWSLambdaDynamoDBExecutionRole", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
            "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [
              { "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }] } } }
        """;

    private CloudFormationClient _aws = null!;

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _aws = await CloudFormationClient.StartAsync();

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public async Task Create_WithUnknownType_IsRolledBackAndNamesIt()
    {
        var status = await _aws.DeployAsync("Broken", """
            { "Resources": {
                "Kept": { "Type": "AWS::SQS::Queue", "DeletionPolicy": "Retain" },
                "Gone": { "Type": "AWS::SQS::Queue", "DeletionPolicy": "RetainExceptOnCreate" },
                "Table": { "Type": "AWS::Timestream::Table", "DependsOn": ["Kept", "Gone"] } } }
            """);

        Assert.Equal("ROLLBACK_COMPLETE", status);
        var events = await _aws.EventsAsync("Broken");
        Assert.Contains(events, line => line.StartsWith("Table CREATE_FAILED", StringComparison.Ordinal) && line.Contains("AWS::Timestream::Table", StringComparison.Ordinal));
        Assert.Contains("Kept DELETE_SKIPPED", events);
        Assert.Contains("Gone DELETE_COMPLETE", events);
        Assert.Single(await QueuesAsync(), name => name.StartsWith("Broken-Kept", StringComparison.Ordinal));
        Assert.DoesNotContain(await QueuesAsync(), name => name.StartsWith("Broken-Gone", StringComparison.Ordinal));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _aws.DeployAsync("Broken", """{ "Resources": { "Queue": { "Type": "AWS::SQS::Queue" } } }"""));
    }

    [Theory]
    [InlineData("""{ "Type": "AWS::SQS::Queue", "Properties": { "VisibiltyTimeout": 5 } }""", "extraneous key [VisibiltyTimeout] is not permitted")]
    [InlineData("""{ "Type": "AWS::S3::Bucket", "Properties": { "CorsConfiguration": { "CorsRules": [{ "AllowedOrigin": ["*"] }] } } }""", "#/CorsConfiguration/CorsRules/0: extraneous key [AllowedOrigin]")]
    [InlineData("""{ "Type": "AWS::Lambda::Function", "Properties": { "Handler": "h", "Runtime": "dotnet10", "MemorySize": 64, "Role": { "Fn::GetAtt": ["Role", "Arn"] }, "Code": { "S3Bucket": "b", "S3Key": "k" } } }""", "Value '64' at 'memorySize' failed to satisfy constraint: Member must have value greater than or equal to 128")]
    [InlineData("""{ "Type": "AWS::SQS::Queue", "Properties": { "VisibilityTimeout": "soon" } }""", "#/VisibilityTimeout: failed validation constraint for keyword [type]")]
    [InlineData("""{ "Type": "AWS::SQS::Queue", "Properties": { "VisibilityTimeout": 43201 } }""", "#/VisibilityTimeout: failed validation constraint for keyword [maximum]")]
    [InlineData("""{ "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "in box" } }""", "#/QueueName: failed validation constraint for keyword [pattern]")]
    [InlineData("""{ "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "My_Uploads" } }""", "#/BucketName: failed validation constraint for keyword [pattern]")]
    [InlineData("""{ "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "192.168.0.1" } }""", "#/BucketName: failed validation constraint for keyword [pattern]")]
    [InlineData("""{ "Type": "AWS::Logs::LogGroup", "Properties": { "RetentionInDays": 8 } }""", "#/RetentionInDays: failed validation constraint for keyword [enum]")]
    [InlineData("""{ "Type": "AWS::Events::Rule", "Properties": { "EventPattern": { "source": ["a"] }, "Targets": [{ "Id": "1", "Arn": { "Fn::GetAtt": ["Role", "Arn"] }, "RetryPolicy": { "MaximumRetryAttempts": 186 } }] } }""", "#/Targets/0/RetryPolicy/MaximumRetryAttempts: failed validation constraint for keyword [maximum]")]
    [InlineData("""{ "Type": "AWS::SNS::Subscription", "Properties": { "TopicArn": "arn:aws:sns:us-east-1:000000000000:t" } }""", "#: required key [Protocol] not found")]
    public async Task Create_WithWhatAwsRefuses_IsRolledBackInItsWords(string resource, string reason)
    {
        var status = await _aws.DeployAsync("Refused", $$"""{ "Resources": { "Wrong": {{resource}}, "Role": {{LambdaRole}} } }""");

        Assert.Equal("ROLLBACK_COMPLETE", status);
        Assert.Contains(await _aws.EventsAsync("Refused"), line => line.StartsWith("Wrong CREATE_FAILED", StringComparison.Ordinal) && line.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Create_WithOneNameTwice_IsRolledBack()
    {
        var status = await _aws.DeployAsync("Twice", """
            { "Resources": {
                "First": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "inbox" } },
                "Second": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "inbox" } } } }
            """);

        Assert.Equal("ROLLBACK_COMPLETE", status);
        Assert.Contains(await _aws.EventsAsync("Twice"), line =>
            line.StartsWith("Second CREATE_FAILED", StringComparison.Ordinal) && line.Contains("with identifier 'inbox' already exists", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Update_WithTooLargeAnEdgeFunction_IsTakenBack()
    {
        static string Template(int padding) => $$"""
            { "Resources": { "Edge": { "Type": "AWS::CloudFront::Function", "Properties": { "Name": "edge", "AutoPublish": true,
                "FunctionConfig": { "Comment": "", "Runtime": "cloudfront-js-2.0" },
                "FunctionCode": "function handler(event) { return event.request; }//{{new string('/', padding)}}" } } } }
            """;
        Assert.Equal("CREATE_COMPLETE", await _aws.DeployAsync("Edge", Template(1)));

        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", await _aws.DeployAsync("Edge", Template(10_300)));

        var events = await _aws.EventsAsync("Edge");
        Assert.Contains(events, line => line.StartsWith("Edge UPDATE_FAILED", StringComparison.Ordinal) && line.Contains("FunctionSizeLimitExceeded", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Create_StackOfAnotherTeam_LoadsAndNamesTheRest()
    {
        var status = await _aws.DeployAsync("Other", $$"""
            { "Resources": {
                "Role": {{LambdaRole}},
                "Uploads": { "Type": "AWS::S3::Bucket", "Properties": { "LoggingConfiguration": { "LogFilePrefix": "x" } } },
                "Inbox": { "Type": "AWS::SQS::Queue", "Properties": { "RedriveAllowPolicy": { "redrivePermission": "denyAll" } } },
                "Node": { "Type": "AWS::Lambda::Function", "Properties": { "Handler": "index.handler", "Runtime": "nodejs22.x", "Role": { "Fn::GetAtt": ["Role", "Arn"] },
                  "Layers": ["arn:aws:lambda:us-east-1:000000000000:layer:x:1"], "Code": { "ZipFile": "exports.handler = async () => 1" } } },
                "Go": { "Type": "AWS::Lambda::Function", "Properties": { "Handler": "bootstrap", "Runtime": "provided.al2023", "Role": { "Fn::GetAtt": ["Role", "Arn"] },
                  "Code": { "S3Bucket": "b", "S3Key": "k" } } } } }
            """);

        var events = await _aws.EventsAsync("Other");
        Assert.True(status == "CREATE_COMPLETE", string.Join('\n', events));
        Assert.Contains(events, line => line.StartsWith("Uploads CREATE_COMPLETE", StringComparison.Ordinal) && line.Contains("LoggingConfiguration", StringComparison.Ordinal));
        Assert.Contains(events, line => line.StartsWith("Inbox CREATE_COMPLETE", StringComparison.Ordinal) && line.Contains("RedriveAllowPolicy", StringComparison.Ordinal));
        Assert.Contains(events, line => line.StartsWith("Node CREATE_COMPLETE", StringComparison.Ordinal) && line.Contains("Layers", StringComparison.Ordinal) && line.Contains("inline code", StringComparison.Ordinal));
        Assert.Contains("Go CREATE_COMPLETE", events);
    }

    [Theory]
    [InlineData("""{ "Resources": { "A": ["AWS::SQS::Queue"] } }""", "[/Resources/A]")]
    [InlineData("""{ "Resources": { "A": null } }""", "[/Resources/A]")]
    [InlineData("""{ "Resources": ["A"] }""", "[/Resources]")]
    [InlineData("""{ "Resources": { "A": { "Properties": {} } } }""", "must contain a Type")]
    [InlineData("""{ "Resources": { "A": { "Type": 7 } } }""", "[/Resources/A/Type]")]
    [InlineData("""{ "Resources": { "A": { "Type": "AWS::SQS::Queue", "Properties": [] } } }""", "[/Resources/A/Properties]")]
    [InlineData("""{ "Resources": { "A": { "Type": "AWS::SQS::Queue", "DependsOn": "B" } } }""", "Unresolved resource dependencies [B]")]
    [InlineData("""{ "Resources": { "A": { "Type": "AWS::SQS::Queue", "Condition": ["x"] } } }""", "[/Resources/A/Condition]")]
    [InlineData("""{ "Resources": { "Fn::ForEach::Queues": ["Name", ["a", "b"], { "Queue${Name}": { "Type": "AWS::SQS::Queue" } }] } }""", "AWS::LanguageExtensions")]
    [InlineData("""{ "Transform": "AWS::Serverless-2016-10-31", "Resources": { "A": { "Type": "AWS::SQS::Queue" } } }""", "AWS::Serverless-2016-10-31")]
    [InlineData("""{ "Resources": { "A": { "Type": "AWS::SQS::Queue" } }, "Outputs": { "O": [] } }""", "[/Outputs/O]")]
    [InlineData("""{ "Resources": { "A": { "Type": "AWS::SQS::Queue" } }, "Outputs": { "O": {} } }""", "Output O")]
    [InlineData("""{ "Parameters": { "P": "x" }, "Resources": { "A": { "Type": "AWS::SQS::Queue" } } }""", "[/Parameters/P]")]
    [InlineData("""{ "Mappings": { "M": { "a": 1 } }, "Resources": { "A": { "Type": "AWS::SQS::Queue" } } }""", "Mappings member M")]
    [InlineData("""{ "Resources": { "A": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": { "Ref": ["x"] } } } } }""", "A.Properties.QueueName")]
    [InlineData("""{ "Resources": { "A": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": { "Fn::GetAtt": 7 } } } } }""", "A.Properties.QueueName")]
    [InlineData("""{ "Resources": { "A": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": { "Fn::Join": ["x"] } } } } }""", "A.Properties.QueueName")]
    [InlineData("""{ "Resources": { "A": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": { "Fn::Sub": {} } } } } }""", "A.Properties.QueueName")]
    [InlineData("""["Resources"]""", "Resources")]
    public async Task CreateChangeSet_TemplateOfAnotherShape_IsAValidationError(string template, string words)
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => _aws.DeployAsync("Shapes", template));

        Assert.StartsWith("ValidationError: Template", refused.Message, StringComparison.Ordinal);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_WithReplacingProperty_ReplacesWhatRefersToIt()
    {
        await _aws.DeployAsync("Stack", Template(fifo: false));
        var (queue, policy) = (await _aws.PhysicalIdAsync("Stack", "Queue"), await _aws.PhysicalIdAsync("Stack", "Policy"));

        Assert.Equal("UPDATE_COMPLETE", await _aws.DeployAsync("Stack", Template(fifo: true)));

        Assert.NotEqual(queue, await _aws.PhysicalIdAsync("Stack", "Queue"));
        Assert.Equal(policy, await _aws.PhysicalIdAsync("Stack", "Policy"));
        var events = await _aws.EventsAsync("Stack");
        Assert.Contains("Queue UPDATE_IN_PROGRESS Requested update requires the creation of a new physical resource; hence creating one.", events);
        Assert.Contains("Policy UPDATE_COMPLETE", events);
        Assert.Equal(["Stack UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "Queue DELETE_IN_PROGRESS", "Queue DELETE_COMPLETE", "Stack UPDATE_COMPLETE"], events.TakeLast(4));
        Assert.Single(await QueuesAsync());

        static string Template(bool fifo) => new JsonObject
        {
            ["Resources"] = new JsonObject
            {
                ["Policy"] = JsonNode.Parse("""
                    { "Type": "AWS::SQS::QueuePolicy",
                      "Properties": { "Queues": [ { "Ref": "Queue" } ], "PolicyDocument": { "Version": "2012-10-17", "Statement": [
                        { "Effect": "Allow", "Principal": { "Service": "events.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": { "Fn::GetAtt": ["Queue", "Arn"] } } ] } } }
                    """),
                ["Queue"] = JsonNode.Parse(fifo
                    ? """{ "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "other" } }"""
                    : """{ "Type": "AWS::SQS::Queue", "Properties": {} }"""),
            },
        }.ToJsonString();
    }

    [Fact]
    public async Task Update_ThatFails_LeavesEverythingAsItWas()
    {
        await _aws.DeployAsync("Stack", """{ "Resources": { "Queue": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "one", "VisibilityTimeout": 30 } } } }""");

        var status = await _aws.DeployAsync("Stack", """
            { "Resources": {
                "Queue": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "two", "VisibilityTimeout": 60 } },
                "New": { "Type": "AWS::SQS::Queue", "DependsOn": "Queue" },
                "Function": { "Type": "AWS::Lambda::Function", "DependsOn": "New", "Properties": { "Handler": "x" } } } }
            """);

        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", status);
        Assert.Contains(await _aws.EventsAsync("Stack"), line => line.StartsWith("Function CREATE_FAILED", StringComparison.Ordinal));
        Assert.Equal(["one"], await QueuesAsync());
        Assert.Null(await _aws.PhysicalIdAsync("Stack", "New"));
        var template = (await _aws.CallAsync("GetTemplate", ("StackName", "Stack"))).Descendants("TemplateBody").Single().Value;
        Assert.Contains("\"one\"", template, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_WithNoChange_IsAFailedChangeSet()
    {
        const string template = """{ "Resources": { "Queue": { "Type": "AWS::SQS::Queue" } } }""";
        await _aws.DeployAsync("Stack", template);

        await _aws.CallAsync("CreateChangeSet", ("StackName", "Stack"), ("ChangeSetName", "none"), ("ChangeSetType", "UPDATE"), ("TemplateBody", template));

        var changeSet = await _aws.CallAsync("DescribeChangeSet", ("StackName", "Stack"), ("ChangeSetName", "none"));
        Assert.Equal("FAILED", changeSet.Descendants("Status").Single().Value);
        Assert.Contains("didn't contain changes", changeSet.Descendants("StatusReason").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outputs_WithParametersConditionsAndExports_AreThoseOfTheStack()
    {
        await _aws.DeployAsync(
            "Exporter",
            """
            { "Parameters": { "Stage": { "Type": "String" } },
              "Conditions": { "IsProd": { "Fn::Equals": [ { "Ref": "Stage" }, "prod" ] } },
              "Resources": { "Queue": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": { "Fn::Sub": "${Stage}-jobs" } } },
                             "Extra": { "Type": "AWS::SQS::Queue", "Condition": "IsProd" } },
              "Outputs": { "Name": { "Value": { "Fn::GetAtt": ["Queue", "QueueName"] }, "Export": { "Name": "jobs-queue" } } } }
            """,
            ("Stage", "test"));
        await _aws.DeployAsync("Importer", """
            { "Resources": { "Parameter": { "Type": "AWS::SSM::Parameter", "Properties": { "Name": "queue", "Type": "String", "Value": { "Fn::ImportValue": "jobs-queue" } } } },
              "Outputs": { "Imported": { "Value": { "Fn::GetAtt": ["Parameter", "Value"] } } } }
            """);

        Assert.Equal("test-jobs", (await _aws.CallAsync("DescribeStacks", ("StackName", "Importer"))).Descendants("OutputValue").Single().Value);
        Assert.Equal("jobs-queue", (await _aws.CallAsync("DescribeStacks", ("StackName", "Exporter"))).Descendants("ExportName").Single().Value);
        Assert.Null(await _aws.PhysicalIdAsync("Exporter", "Extra"));
    }

    [Fact]
    public async Task Delete_BucketWithObjects_FailsUntilItIsEmpty()
    {
        await _aws.DeployAsync("Stack", """{ "Resources": { "Bucket": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "full-bucket" } } } }""");
        using var s3 = new AmazonS3Client(
            new BasicAWSCredentials(CloudFormationClient.AccessKeyId, CloudFormationClient.SecretAccessKey),
            new AmazonS3Config { ServiceURL = _aws.Server.ApiUrl.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1" });
        await s3.PutObjectAsync(new() { BucketName = "full-bucket", Key = "object", ContentBody = "x" }, TestToken);

        await _aws.CallAsync("DeleteStack", ("StackName", "Stack"));
        Assert.Equal("DELETE_FAILED", await _aws.WaitAsync("Stack"));
        Assert.Contains(await _aws.EventsAsync("Stack"), line => line.Contains("Error Code: BucketNotEmpty", StringComparison.Ordinal));

        await s3.DeleteObjectAsync("full-bucket", "object", TestToken);
        var id = (await _aws.CallAsync("DescribeStacks", ("StackName", "Stack"))).Descendants("StackId").First().Value;
        await _aws.CallAsync("DeleteStack", ("StackName", "Stack"));
        Assert.Equal("DELETE_COMPLETE", await _aws.WaitAsync(id));
    }

    [Fact]
    public async Task Delete_StackOfTheStart_IsRefusedAndAnUpdateIsNot()
    {
        var template = Path.Combine(Directory.CreateTempSubdirectory("podcast-test-").FullName, "Running.template.json");
        try
        {
            await File.WriteAllTextAsync(template, """{ "Resources": { "Queue": { "Type": "AWS::SQS::Queue", "Properties": { "VisibilityTimeout": 30 } } } }""", TestToken);
            await using var aws = await CloudFormationClient.StartAsync(template);
            var summaries = (await aws.CallAsync("ListStacks")).Descendants("member");
            var name = summaries.Select(summary => (string)summary.Element("StackName")!).Single(stack => stack != "CDKToolkit");

            var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => aws.CallAsync("DeleteStack", ("StackName", name)));

            Assert.StartsWith($"ValidationError: Stack [{name}] cannot be deleted", refused.Message, StringComparison.Ordinal);
            Assert.Contains("app host", refused.Message, StringComparison.Ordinal);
            Assert.Equal(
                "UPDATE_COMPLETE",
                await aws.DeployAsync(name, """{ "Resources": { "Queue": { "Type": "AWS::SQS::Queue", "Properties": { "VisibilityTimeout": 60 } } } }"""));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(template)!, recursive: true);
        }
    }

    // The CLI builds the app before it deploys, and with it the file that the app host gave to LocalAws.
    [Fact]
    public async Task Update_InitialStackWithNewFile_CreatesNewResources()
    {
        const string changed = """{ "Resources": { "Queue": { "Type": "AWS::SQS::Queue" }, "Extra": { "Type": "AWS::SQS::Queue", "DependsOn": "Queue" } } }""";
        var template = Path.Combine(Directory.CreateTempSubdirectory("podcast-test-").FullName, "Running.template.json");
        try
        {
            await File.WriteAllTextAsync(template, """{ "Resources": { "Queue": { "Type": "AWS::SQS::Queue" } } }""", TestToken);
            await using var aws = await CloudFormationClient.StartAsync(template);
            await File.WriteAllTextAsync(template, changed, TestToken);

            Assert.Equal("UPDATE_COMPLETE", await aws.DeployAsync("Running", changed));

            Assert.Contains("Extra CREATE_COMPLETE", await aws.EventsAsync("Running"));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(template)!, recursive: true);
        }
    }

    private async Task<IEnumerable<string>> QueuesAsync()
    {
        using var http = new HttpClient();
        var stack = JsonNode.Parse(await http.GetStringAsync(new Uri(_aws.Server.ApiUrl, "/_localaws/stack"), TestToken))!;
        return stack["resources"]!.AsObject().Where(resource => resource.Value!["type"]!.ToString() == "AWS::SQS::Queue")
            .Select(resource => resource.Value!["physicalId"]!.ToString()).Select(url => url[(url.LastIndexOf('/') + 1)..]);
    }
}
