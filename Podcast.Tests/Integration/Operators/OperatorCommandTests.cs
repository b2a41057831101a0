using Microsoft.Extensions.DependencyInjection;
using Podcast.LocalAws.Lambda.EventSources;
using Podcast.Tests.Integration.NodeSdk;

namespace Podcast.Tests.Integration.Operators;

/// <summary>What operators read and change of the deployed stack, by the AWS CLI.</summary>
public sealed class OperatorCommandTests(RunbookSystem system, NodeSdkFixture node) : IClassFixture<RunbookSystem>
{
    private const string QueueTemplate = """
        {
          "Parameters": { "Receives": { "Type": "Number", "Default": 5 } },
          "Resources": {
            "Dead": { "Type": "AWS::SQS::Queue" },
            "Source": { "Type": "AWS::SQS::Queue", "Properties": {
              "RedrivePolicy": { "deadLetterTargetArn": { "Fn::GetAtt": ["Dead", "Arn"] }, "maxReceiveCount": { "Ref": "Receives" } } } },
            "Setting": { "Type": "AWS::SSM::Parameter", "Properties": { "Name": "/operators/receives", "Type": "String", "Value": { "Ref": "Receives" } } }
          },
          "Outputs": {
            "DeadArn": { "Value": { "Fn::GetAtt": ["Dead", "Arn"] }, "Export": { "Name": "operators-dead" } },
            "DeadUrl": { "Value": { "Ref": "Dead" } },
            "SourceUrl": { "Value": { "Ref": "Source" } }
          }
        }
        """;

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lambda_FunctionOfTheStack_IsReadAndChanged()
    {
        var output = await RunAsync($"""
            f={system.FunctionName("SubscriberCleanup")}
            aws lambda get-function --function-name $f --query 'Configuration.[Handler,State]' --output text
            aws lambda get-policy --function-name {system.FunctionName("Feeds")} --query Policy --output text | grep -o cloudfront.amazonaws.com | head -1
            aws lambda update-function-configuration --function-name $f --timeout 123 --query Timeout
            aws lambda get-function-configuration --function-name $f --query Timeout
            aws lambda put-function-concurrency --function-name $f --reserved-concurrent-executions 0 --query ReservedConcurrentExecutions
            aws lambda get-function-concurrency --function-name $f --query ReservedConcurrentExecutions
            refused aws lambda invoke --function-name $f out | grep -o TooManyRequestsException
            aws lambda delete-function-concurrency --function-name $f
            aws lambda invoke --function-name $f out --query StatusCode
            aws lambda get-account-settings --query AccountLimit.ConcurrentExecutions
            refused aws lambda update-function-code --function-name $f --s3-bucket assets --s3-key package.zip | grep -o ResourceConflictException
            refused aws lambda update-function-configuration --function-name $f --handler other | grep -o 'UpdateFunctionConfiguration with the member Handler'
            """);

        Assert.Equal(
            [
                "SubscriberCleanup\tActive", "cloudfront.amazonaws.com", "123", "123", "0", "0", "TooManyRequestsException", "200", "1000", "ResourceConflictException",
                "UpdateFunctionConfiguration with the member Handler",
            ],
            Lines(output));
    }

    [Fact]
    public async Task Lambda_FunctionWithAPackage_RunsTheNewCodeAfterItsUpdate()
    {
        var output = await RunAsync("""
            pack() {
              cat > bootstrap <<SH
            #!/bin/sh
            api="http://\$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime"
            while :; do
              id=\$(curl -sS -D - -o /dev/null "\$api/invocation/next" | tr -d '\r' | sed -n 's/^lambda-runtime-aws-request-id: //Ip')
              curl -sS -o /dev/null -d '"$1"' "\$api/invocation/\$id/response"
            done
            SH
              python3 -c "import zipfile; i = zipfile.ZipInfo('bootstrap'); i.external_attr = 0o755 << 16; zipfile.ZipFile('$1.zip', 'w').writestr(i, open('bootstrap').read())"
              aws s3 cp $1.zip s3://cdk-hnb659fds-assets-000000000000-us-east-1/$1.zip > /dev/null
            }
            pack first
            pack second
            cat > function.json <<'JSON'
            { "Resources": {
                "Role": { "Type": "AWS::IAM::Role", "Properties": { "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [
                  { "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }] } } },
                "Function": { "Type": "AWS::Lambda::Function", "Properties": { "FunctionName": "packed", "Handler": "bootstrap", "Runtime": "provided.al2023",
                  "Role": { "Fn::GetAtt": ["Role", "Arn"] }, "Timeout": 30, "Code": { "S3Bucket": "cdk-hnb659fds-assets-000000000000-us-east-1", "S3Key": "first.zip" } } } } }
            JSON
            aws cloudformation create-stack --stack-name packed --template-body file://function.json --capabilities CAPABILITY_IAM > /dev/null
            aws cloudformation wait stack-create-complete --stack-name packed
            hash() { aws lambda get-function-configuration --function-name packed --query CodeSha256 --output text; }
            aws lambda invoke --function-name packed out > /dev/null; cat out; echo
            before=$(hash)
            refused aws lambda update-function-code --function-name packed --s3-bucket cdk-hnb659fds-assets-000000000000-us-east-1 --s3-key nothing.zip > wrong; grep -c 'An error occurred' wrong
            aws lambda update-function-code --function-name packed --s3-bucket cdk-hnb659fds-assets-000000000000-us-east-1 --s3-key second.zip --query LastUpdateStatus --output text
            aws lambda wait function-updated --function-name packed
            aws lambda invoke --function-name packed out > /dev/null; cat out; echo
            [ "$before" = "$(hash)" ] || echo another hash
            aws cloudformation delete-stack --stack-name packed
            """);

        Assert.Equal(["\"first\"", "1", "Successful", "\"second\"", "another hash"], Lines(output));
    }

    [Fact]
    public async Task Lambda_StreamThatIsPaused_GoesOnWhereItWas()
    {
        var paused = await RunAsync($$"""
            aws lambda update-event-source-mapping --uuid {{system.MappingId}} --no-enabled --query State --output text
            aws lambda get-event-source-mapping --uuid {{system.MappingId}} --query State --output text
            """);
        var mappings = system.Services.GetRequiredService<EventSourceMappings>();
        var before = mappings.ResultsOf(system.MappingId);
        await RunAsync($$$"""aws dynamodb put-item --table-name {{{system.Stack.Outputs["SubscribersTable"]}}} --item '{"pk":{"S":"operators"}}'""");
        var whilePaused = mappings.ResultsOf(system.MappingId);

        var resumed = await RunAsync($$"""aws lambda update-event-source-mapping --uuid {{system.MappingId}} --enabled --query State --output text""");
        await RunbookSystem.WaitAsync(() => mappings.ResultsOf(system.MappingId) > before);
        var result = await RunAsync($$"""aws lambda list-event-source-mappings --function-name {{system.FunctionName("StreamProcessor")}} --query 'EventSourceMappings[0].LastProcessingResult' --output text""");

        Assert.Equal(["Disabling", "Disabled"], Lines(paused));
        Assert.Equal(before, whilePaused);
        Assert.Equal(["Enabling"], Lines(resumed));
        Assert.Equal(["OK"], Lines(result));
    }

    [Fact]
    public async Task Iam_RolesOfTheStack_AreReadAndSimulated()
    {
        var role = system.Stack.OfType("AWS::IAM::Role").Single(role => role.LogicalId.StartsWith("FunctionsReconcileRole", StringComparison.Ordinal));
        var table = system.Stack.OfType("AWS::DynamoDB::Table").First(table => table.PhysicalId == system.Stack.Outputs["SubscribersTable"]).GetAtt("Arn");

        var output = await RunAsync($"""
            aws iam list-roles --query "Roles[?RoleName=='{role.PhysicalId}'].Arn" --output text
            aws iam get-role --role-name {role.PhysicalId} --query 'Role.AssumeRolePolicyDocument.Statement[0].Principal.Service' --output text
            policy=$(aws iam list-role-policies --role-name {role.PhysicalId} --query 'PolicyNames[0]' --output text)
            aws iam get-role-policy --role-name {role.PhysicalId} --policy-name "$policy" --query 'PolicyDocument.Version' --output text
            aws iam list-attached-role-policies --role-name {role.PhysicalId} --query 'length(AttachedPolicies)'
            aws iam simulate-principal-policy --policy-source-arn {role.GetAtt("Arn")} --action-names dynamodb:Scan dynamodb:DeleteTable --resource-arns {table} --query 'EvaluationResults[].EvalDecision' --output text
            refused aws iam get-role --role-name nobody | grep -o NoSuchEntity
            """);

        Assert.Equal([role.GetAtt("Arn"), "lambda.amazonaws.com", "2012-10-17", "0", "allowed\timplicitDeny", "NoSuchEntity"], Lines(output));
    }

    [Fact]
    public async Task Events_RulesOfTheStack_AreReadAndTested()
    {
        var rule = system.Stack.OfType("AWS::Events::Rule").First(rule => rule.Properties["EventBusName"] is null);

        var output = await RunAsync($$$"""
            aws events list-rules --query "Rules[?Name=='{{{rule.PhysicalId}}}'].State" --output text
            pattern=$(aws events describe-rule --name {{{rule.PhysicalId}}} --query EventPattern --output text)
            aws events list-targets-by-rule --rule {{{rule.PhysicalId}}} --query 'length(Targets)'
            aws events test-event-pattern --event-pattern "$pattern" --event '{"id":"1","source":"nobody","detail-type":"x","account":"1","time":"2026-03-01T00:00:00Z","region":"us-east-1","resources":[],"detail":{}}' --query Result
            refused aws events describe-rule --name nobody | grep -o ResourceNotFoundException
            """);

        Assert.Equal(["ENABLED", "1", "false", "ResourceNotFoundException"], Lines(output));
    }

    [Fact]
    public async Task S3_BucketOfTheStack_HasTheSettingsOfTheTemplate()
    {
        var output = await RunAsync($"""
            b={system.Stack.Outputs["IngestBucket"]}
            aws s3api get-bucket-versioning --bucket $b --query Status --output text
            aws s3api get-bucket-encryption --bucket $b --query 'ServerSideEncryptionConfiguration.Rules[0].ApplyServerSideEncryptionByDefault.SSEAlgorithm' --output text
            aws s3api get-bucket-lifecycle-configuration --bucket $b --query 'Rules[0].[Status,AbortIncompleteMultipartUpload.DaysAfterInitiation]' --output text
            aws s3api get-bucket-policy --bucket $b --query Policy --output text | grep -o aws:SecureTransport | head -1
            aws s3api get-public-access-block --bucket $b --query PublicAccessBlockConfiguration.BlockPublicPolicy
            aws s3api get-bucket-ownership-controls --bucket $b --query 'OwnershipControls.Rules[0].ObjectOwnership' --output text
            aws s3api get-bucket-logging --bucket $b --query LoggingEnabled.TargetPrefix --output text
            aws s3api get-bucket-notification-configuration --bucket $b --query 'length(keys(@))'
            refused aws s3api get-bucket-cors --bucket $b | grep -o NoSuchCORSConfiguration
            """);

        Assert.Equal(
            ["Enabled", "AES256", "Enabled\t7", "aws:SecureTransport", "true", "BucketOwnerEnforced", "s3/ingest/", "1", "NoSuchCORSConfiguration"], Lines(output));
    }

    [Fact]
    public async Task Kms_KeyOfTheTables_IsDescribed()
    {
        var output = await RunAsync($"""
            k={system.Stack.Outputs["TableKeyArn"]}
            aws kms describe-key --key-id $k --query 'KeyMetadata.[KeyState,KeyManager]' --output text
            aws kms get-key-rotation-status --key-id $k --query KeyRotationEnabled
            aws kms get-key-policy --key-id $k --policy-name default --query Policy --output text | grep -c Statement
            refused aws kms describe-key --key-id alias/nobody | grep -o NotFoundException
            """);

        Assert.Equal(["Enabled\tCUSTOMER", "true", "1", "NotFoundException"], Lines(output));
    }

    [Fact]
    public async Task CloudFormation_StackWithQueues_IsCreatedUpdatedRedrivenAndDeleted()
    {
        var output = await RunAsync($$"""
            cat > queues.json <<'JSON'
            {{QueueTemplate}}
            JSON
            aws cloudformation create-stack --stack-name operators --template-body file://queues.json --query 'starts_with(StackId, `arn:aws:cloudformation:`)'
            aws cloudformation wait stack-create-complete --stack-name operators
            refused aws cloudformation create-stack --stack-name operators --template-body file://queues.json | grep -o AlreadyExistsException
            refused aws cloudformation update-stack --stack-name operators --template-body file://queues.json | grep -o 'No updates are to be performed'
            aws cloudformation update-stack --stack-name operators --template-body file://queues.json --parameters ParameterKey=Receives,ParameterValue=1 > /dev/null
            aws cloudformation wait stack-update-complete --stack-name operators
            aws cloudformation list-exports --query "Exports[?Name=='operators-dead'].Name" --output text
            aws ssm get-parameters --names /operators/receives /operators/other --query '[Parameters[0].Value,InvalidParameters[0]]' --output text
            refused aws cloudformation detect-stack-drift --stack-name operators | grep -o 'CloudFormation:DetectStackDrift'
            """);
        Assert.Equal(
            ["true", "AlreadyExistsException", "No updates are to be performed", "operators-dead", "1\t/operators/other", "CloudFormation:DetectStackDrift"], Lines(output));

        var moved = await RedriveAsync();
        Assert.Contains("\"Status\":\"COMPLETED\"", moved, StringComparison.Ordinal);
        Assert.Equal(
            ["hello"],
            Lines(await RunAsync("""
                source=$(aws cloudformation describe-stacks --stack-name operators --query "Stacks[0].Outputs[?OutputKey=='SourceUrl'].OutputValue" --output text)
                aws sqs receive-message --queue-url $source --query 'Messages[0].Body' --output text
                aws cloudformation delete-stack --stack-name operators
                aws cloudformation wait stack-delete-complete --stack-name operators
                """)));
    }

    // A message that was received once too often, and the commands that bring it back, which Debian's CLI does not have yet.
    private async Task<string> RedriveAsync()
    {
        var dead = Lines(await RunAsync("""
            output() { aws cloudformation describe-stacks --stack-name operators --query "Stacks[0].Outputs[?OutputKey=='$1'].OutputValue" --output text; }
            source=$(output SourceUrl)
            aws sqs send-message --queue-url $source --message-body hello > /dev/null
            aws sqs receive-message --queue-url $source --visibility-timeout 0 > /dev/null
            aws sqs receive-message --queue-url $source --visibility-timeout 0
            aws sqs get-queue-attributes --queue-url $(output DeadUrl) --attribute-names ApproximateNumberOfMessages --query Attributes.ApproximateNumberOfMessages --output text
            output DeadArn
            """));
        Assert.Equal("1", dead[0]);
        return await node.RunAsync(
            "operators.mjs",
            new Dictionary<string, string>
            {
                ["ENDPOINT"] = system.ApiUrl.GetLeftPart(UriPartial.Authority),
                ["AWS_ACCESS_KEY_ID"] = RunbookSystem.AccessKeyId,
                ["AWS_SECRET_ACCESS_KEY"] = RunbookSystem.SecretAccessKey,
                ["COMMANDS"] = $"aws sqs start-message-move-task --source-arn {dead[1]}\naws sqs list-message-move-tasks --source-arn {dead[1]} --max-results 1",
            },
            TestToken);
    }

    // "refused" is for a command that is to fail: it prints the error, and goes on.
    private Task<string> RunAsync(string script) => system.Cli.RunAsync("refused() { \"$@\" 2>&1 || true; }\n" + script, TestToken);

    private static string[] Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
