using System.Text.RegularExpressions;
using Podcast.Tests.Testing.Functions;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Unit.Infra;

public sealed partial class PermissionsTests
{
    /// <summary>Besides what every function may do: write its log and its trace.</summary>
    public static TheoryData<string, string[]> Expected => new()
    {
        {
            "PublisherApi",
            [
                "cloudfront:CreateInvalidation arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/DeliveryDistribution",
                "dynamodb:BatchGetItem DataCatalog", "dynamodb:BatchGetItem DataSubscribers",
                "dynamodb:ConditionCheckItem DataCatalog", "dynamodb:ConditionCheckItem DataSubscribers", "dynamodb:DeleteItem DataCatalog",
                "dynamodb:DeleteItem DataSubscribers", "dynamodb:GetItem DataCatalog", "dynamodb:GetItem DataSubscribers", "dynamodb:PutItem DataCatalog",
                "dynamodb:PutItem DataSubscribers", "dynamodb:Query DataCatalog",
                "dynamodb:Query DataCatalog/index/byShow",
                "dynamodb:Query DataStatistics", "dynamodb:Query DataSubscribers/index/byEmail",
                "dynamodb:Query DataSubscribers/index/byExpiry", "dynamodb:Query DataSubscribers/index/byStatus", "dynamodb:Scan DataSubscribers",
                "dynamodb:UpdateItem DataCatalog", "dynamodb:UpdateItem DataSubscribers", "events:PutEvents EventsBus", "kms:Decrypt DataTableKey",
                "s3:AbortMultipartUpload MediaIngestBucket/*", "s3:DeleteObject MediaAudioBucket/media/*", "s3:DeleteObjectVersion MediaAudioBucket/media/*",
                "s3:DeleteObjectVersion MediaIngestBucket/*", "s3:GetObject MediaAudioBucket/media/*", "s3:GetObject MediaIngestBucket/*", "s3:ListBucket MediaAudioBucket",
                "s3:ListBucketVersions MediaAudioBucket", "s3:ListBucketVersions MediaIngestBucket", "s3:ListMultipartUploadParts MediaIngestBucket/*",
                "s3:PutObject MediaAudioBucket/artwork/*", "s3:PutObject MediaAudioBucket/media/*", "s3:PutObject MediaIngestBucket/*",
            ]
        },
        {
            "Webhooks",
            [
                "dynamodb:ConditionCheckItem DataSubscribers", "dynamodb:DeleteItem DataSubscribers", "dynamodb:GetItem DataSubscribers",
                "dynamodb:PutItem DataSubscribers", "dynamodb:Query DataSubscribers/index/byEmail", "dynamodb:UpdateItem DataSubscribers",
                "kms:Decrypt DataTableKey",
            ]
        },
        {
            "StreamProcessor",
            [
                "cloudfront-keyvaluestore:DescribeKeyValueStore EdgeStoreKeys", "cloudfront-keyvaluestore:GetKey EdgeStoreKeys",
                "cloudfront-keyvaluestore:ListKeys EdgeStoreKeys", "cloudfront-keyvaluestore:UpdateKeys EdgeStoreKeys",
                "dynamodb:BatchGetItem DataSubscribers", "dynamodb:DescribeStream DataSubscribers.StreamArn", "dynamodb:GetRecords DataSubscribers.StreamArn",
                "dynamodb:GetShardIterator DataSubscribers.StreamArn", "dynamodb:ListStreams DataSubscribers.StreamArn", "kms:Decrypt DataTableKey",
                "sqs:SendMessage AutomationSubscriberChangesFailuresQueue",
            ]
        },
        {
            "SubscriberCleanup",
            [
                "dynamodb:Query DataSubscribers/index/byExpiry", "dynamodb:UpdateItem DataSubscribers", "kms:Decrypt DataTableKey",
                "sqs:SendMessage FunctionsSubscriberCleanupFailuresQueue",
            ]
        },
        {
            "Reconcile",
            [
                "cloudfront-keyvaluestore:DescribeKeyValueStore EdgeStoreKeys", "cloudfront-keyvaluestore:GetKey EdgeStoreKeys",
                "cloudfront-keyvaluestore:ListKeys EdgeStoreKeys", "cloudfront-keyvaluestore:UpdateKeys EdgeStoreKeys",
                "dynamodb:BatchGetItem DataSubscribers", "dynamodb:DeleteItem DataSubscribers", "dynamodb:GetItem DataSubscribers",
                "dynamodb:PutItem DataSubscribers", "dynamodb:Scan DataSubscribers", "kms:Decrypt DataTableKey",
                "sqs:ChangeMessageVisibility AutomationSubscriberChangesFailuresQueue", "sqs:DeleteMessage AutomationSubscriberChangesFailuresQueue",
                "sqs:ReceiveMessage AutomationSubscriberChangesFailuresQueue", "sqs:SendMessage FunctionsReconcileFailuresQueue",
            ]
        },
        {
            "Entitlements",
            [
                "dynamodb:GetItem DataCatalog", "dynamodb:GetItem DataSubscribers", "dynamodb:Query DataCatalog/index/byFeed",
                "dynamodb:Query DataSubscribers/index/byToken", "kms:Decrypt DataTableKey", "s3:GetObject MediaAudioBucket/media/*",
            ]
        },
        {
            "EmptyBucket",
            [
                "s3:AbortMultipartUpload MediaAudioBucket/*", "s3:AbortMultipartUpload MediaIngestBucket/*", "s3:AbortMultipartUpload MediaLogsBucket/*",
                "s3:DeleteObject MediaAudioBucket/*", "s3:DeleteObject MediaIngestBucket/*", "s3:DeleteObject MediaLogsBucket/*",
                "s3:DeleteObjectVersion MediaAudioBucket/*", "s3:DeleteObjectVersion MediaIngestBucket/*", "s3:DeleteObjectVersion MediaLogsBucket/*",
                "s3:GetBucketTagging MediaAudioBucket", "s3:GetBucketTagging MediaIngestBucket", "s3:GetBucketTagging MediaLogsBucket",
                "s3:ListBucketMultipartUploads MediaAudioBucket", "s3:ListBucketMultipartUploads MediaIngestBucket",
                "s3:ListBucketMultipartUploads MediaLogsBucket", "s3:ListBucketVersions MediaAudioBucket", "s3:ListBucketVersions MediaIngestBucket",
                "s3:ListBucketVersions MediaLogsBucket",
            ]
        },
        {
            "EventPublisher",
            [
                "dynamodb:DeleteItem DataCatalog", "dynamodb:DescribeStream DataCatalog.StreamArn", "dynamodb:DescribeStream DataSubscribers.StreamArn",
                "dynamodb:GetItem DataCatalog", "dynamodb:GetRecords DataCatalog.StreamArn", "dynamodb:GetRecords DataSubscribers.StreamArn",
                "dynamodb:GetShardIterator DataCatalog.StreamArn", "dynamodb:GetShardIterator DataSubscribers.StreamArn",
                "dynamodb:ListStreams DataCatalog.StreamArn", "dynamodb:ListStreams DataSubscribers.StreamArn", "dynamodb:PutItem DataCatalog",
                "dynamodb:Query DataCatalog/index/byWork", "events:PutEvents EventsBus", "kms:Decrypt DataTableKey",
                "sqs:SendMessage FunctionsEventPublisherFailuresQueue",
            ]
        },
        {
            "WebhookSender",
            [
                "dynamodb:DeleteItem DataCatalog", "dynamodb:GetItem DataCatalog", "dynamodb:GetItem DataSubscribers", "dynamodb:PutItem DataCatalog",
                "dynamodb:Query DataCatalog/index/byWork", "dynamodb:UpdateItem DataCatalog", "kms:Decrypt DataTableKey",
                "sqs:SendMessage FunctionsWebhookSenderFailuresQueue",
            ]
        },
        {
            "ShowImporter",
            [
                "dynamodb:ConditionCheckItem DataCatalog", "dynamodb:GetItem DataCatalog", "dynamodb:PutItem DataCatalog", "dynamodb:Query DataCatalog",
                "dynamodb:Query DataCatalog/index/byWork", "dynamodb:UpdateItem DataCatalog", "events:PutEvents EventsBus", "kms:Decrypt DataTableKey",
                "s3:GetObject MediaIngestBucket/*", "s3:ListMultipartUploadParts MediaIngestBucket/*", "s3:PutObject MediaAudioBucket/artwork/*",
                "s3:PutObject MediaAudioBucket/media/*", "s3:PutObject MediaIngestBucket/*",
                "sqs:SendMessage FunctionsShowImporterFailuresQueue",
            ]
        },
        {
            "DownloadCounter",
            [
                "dynamodb:BatchGetItem DataCatalog", "dynamodb:BatchGetItem DataStatistics", "dynamodb:PutItem DataStatistics",
                "dynamodb:UpdateItem DataStatistics", "kms:Decrypt DataTableKey", "s3:GetObject MediaLogsBucket/AWSLogs/*",
                "sqs:SendMessage FunctionsDownloadCounterFailuresQueue",
            ]
        },
        { "Feeds", ["dynamodb:GetItem DataCatalog", "dynamodb:Query DataCatalog/index/byFeed", "kms:Decrypt DataTableKey"] },
        {
            "AutoTranscoding",
            [
                "dynamodb:GetItem DataCatalog", "dynamodb:PutItem DataCatalog", "dynamodb:Query DataCatalog/index/byWork", "dynamodb:UpdateItem DataCatalog",
                "iam:PassRole TranscoderRole",
                "kms:Decrypt DataTableKey", "mediaconvert:CreateJob TranscoderQueue",
                "mediaconvert:GetJob arn:${AWS::Partition}:mediaconvert:${AWS::Region}:${AWS::AccountId}:jobs/*", "mediaconvert:ListJobs TranscoderQueue",
                "s3:GetObject MediaAudioBucket/media/*", "s3:GetObject MediaIngestBucket/*", "s3:PutObject MediaAudioBucket/media/*",
                "sqs:SendMessage FunctionsAutoTranscodingFailuresQueue",
            ]
        },
        {
            "MediaCleanup",
            [
                "cloudfront:CreateInvalidation arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/DeliveryDistribution",
                "dynamodb:DeleteItem DataCatalog", "dynamodb:GetItem DataCatalog", "dynamodb:Query DataCatalog",
                "dynamodb:Query DataCatalog/index/byWork", "dynamodb:UpdateItem DataCatalog", "kms:Decrypt DataTableKey",
                "s3:DeleteObject MediaAudioBucket/media/*", "s3:DeleteObjectVersion MediaAudioBucket/media/*", "s3:DeleteObjectVersion MediaIngestBucket/*",
                "s3:ListBucket MediaAudioBucket", "s3:ListBucketVersions MediaAudioBucket", "s3:ListBucketVersions MediaIngestBucket",
                "sqs:SendMessage FunctionsMediaCleanupFailuresQueue",
            ]
        },
        {
            "TranscodingEvents",
            [
                "dynamodb:GetItem DataCatalog", "dynamodb:PutItem DataCatalog", "dynamodb:Query DataCatalog/index/byWork", "dynamodb:UpdateItem DataCatalog",
                "iam:PassRole TranscoderRole", "kms:Decrypt DataTableKey", "mediaconvert:CreateJob TranscoderQueue",
                "mediaconvert:ListJobs TranscoderQueue",
                "s3:GetObject MediaAudioBucket/media/*", "sqs:SendMessage FunctionsTranscodingEventsFailuresQueue",
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Expected))]
    public void Role_OfFunction_MayDoWhatItsCodeCallsAndNothingElse(string handler, string[] expected)
    {
        var allowed = Permissions(SynthesizedTemplate.StatementsOf(handler))
            .Where(permission => !permission.StartsWith("logs:", StringComparison.Ordinal) && !permission.StartsWith("xray:", StringComparison.Ordinal));
        Assert.Equal(expected, allowed);
    }

    [Theory]
    [InlineData("SubscriberCleanup")]
    [InlineData("Reconcile")]
    [InlineData("AutoTranscoding")]
    [InlineData("MediaCleanup")]
    [InlineData("EventPublisher")]
    [InlineData("WebhookSender")]
    [InlineData("ShowImporter")]
    public void Role_OfSchedule_RunsItsFunctionForItsGroupOnly(string handler)
    {
        var function = SynthesizedTemplate.Function(handler).LogicalId;
        var schedule = SynthesizedTemplate.OfType("AWS::Scheduler::Schedule").Single(schedule => schedule.Value("Target.Arn") == $"${{{function}.Arn}}");
        var role = SynthesizedTemplate.Named(schedule.Value("Target.RoleArn"));
        Assert.Equal(
            [$"lambda:InvokeFunction Functions{handler}Function", $"sqs:SendMessage Functions{handler}FailuresQueue"], Permissions(SynthesizedTemplate.StatementsOf(role)));
        AssertTrust(role, "scheduler.amazonaws.com", SynthesizedTemplate.Single("AWS::Scheduler::ScheduleGroup"));
    }

    [Fact]
    public void Role_OfTranscoder_ReadsRecordingsAndWritesAudioForItsQueueOnly()
    {
        var role = SynthesizedTemplate.Named(SynthesizedTemplate.Function("AutoTranscoding").Value("Environment.Variables.MEDIACONVERT_ROLE_ARN"));
        Assert.Equal(["s3:GetObject MediaIngestBucket/*", "s3:PutObject MediaAudioBucket/media/*"], Permissions(SynthesizedTemplate.StatementsOf(role)));
        AssertTrust(role, "mediaconvert.amazonaws.com", SynthesizedTemplate.Single("AWS::MediaConvert::Queue"));
    }

    [Fact]
    public void TableKey_WhoeverUsesATable_MayDecryptThroughDynamoDbOnly()
    {
        var statements = SynthesizedTemplate.OfType("AWS::Lambda::Function")
            .SelectMany(function => SynthesizedTemplate.StatementsOf(function.Value("Handler")))
            .Where(statement => statement.Actions is ["kms:Decrypt"])
            .ToArray();
        Assert.Equal(
            SynthesizedTemplate.OfType("AWS::Lambda::Function").Count(function =>
                function.Value("Environment.Variables.SUBSCRIBERS_TABLE").Length + function.Value("Environment.Variables.CATALOG_TABLE").Length > 0),
            statements.Length);
        Assert.All(statements, statement => Assert.Equal(
            "dynamodb.${AWS::Region}.amazonaws.com", TemplateValue.Text(statement.Condition!["StringEquals"]!["kms:ViaService"])));
    }

    [Theory]
    [MemberData(nameof(Expected))]
    public void Role_OfFunction_WritesItsOwnTrace(string handler, string[] expected)
    {
        Assert.NotEmpty(expected);
        Assert.Equal(
            ["xray:PutTelemetryRecords *", "xray:PutTraceSegments *"],
            Permissions(SynthesizedTemplate.StatementsOf(handler)).Where(permission => permission.StartsWith("xray:", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(FunctionNames.OfProduction), MemberType = typeof(FunctionNames))]
    public void Role_OfFunction_WritesItsOwnLogOnly(string handler)
    {
        var logs = SynthesizedTemplate.StatementsOf(handler).Single(statement => statement.Actions[0].StartsWith("logs:", StringComparison.Ordinal));
        Assert.Equal(["logs:CreateLogStream", "logs:PutLogEvents"], logs.Actions);
        var group = SynthesizedTemplate.Named(SynthesizedTemplate.Function(handler).Value("LoggingConfig.LogGroup"));
        Assert.Equal([$"${{{group.LogicalId}.Arn}}"], logs.Resources);
    }

    [Fact]
    public void AllowStatements_InTheWholeTemplate_HaveNoStarWhereAwsHasAnother()
    {
        var allowed = SynthesizedTemplate.OfType("AWS::IAM::Role").SelectMany(role => role.Properties["Policies"]!.AsArray())
            .Select(policy => policy!["PolicyDocument"])
            .Concat(SynthesizedTemplate.OfType("AWS::IAM::Policy").Select(policy => policy.Properties["PolicyDocument"]))
            .Concat(SynthesizedTemplate.OfType("AWS::S3::BucketPolicy").Select(policy => policy.Properties["PolicyDocument"]))
            .SelectMany(PolicyStatement.Of)
            .Where(statement => statement.Effect == "Allow")
            .ToArray();
        Assert.NotEmpty(allowed);
        Assert.All(allowed.SelectMany(statement => statement.Actions), action => Assert.DoesNotContain('*', action));
        // X-Ray's actions have no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
        Assert.All(
            allowed.Where(statement => statement.Resources.Contains("*")).SelectMany(statement => statement.Actions),
            action => Assert.StartsWith("xray:Put", action, StringComparison.Ordinal));
    }

    [Fact]
    public void Roles_InTemplate_HaveNoManagedPolicy()
        => Assert.All(SynthesizedTemplate.OfType("AWS::IAM::Role"), role => Assert.Null(role.Properties["ManagedPolicyArns"]));

    private static void AssertTrust(TemplateResource role, string service, TemplateResource source)
    {
        var trust = PolicyStatement.Of(role.Properties["AssumeRolePolicyDocument"]).Single();
        Assert.Equal(service, trust.Principal!["Service"]!.ToString());
        Assert.Equal($"${{{source.LogicalId}.Arn}}", TemplateValue.Text(trust.Condition!["StringEquals"]!["aws:SourceArn"]));
    }

    private static IEnumerable<string> Permissions(IEnumerable<PolicyStatement> statements) => statements
        .SelectMany(statement => statement.Actions.SelectMany(action => statement.Resources.Select(resource => $"{action} {Name(resource)}")))
        .Order(StringComparer.Ordinal);

    /// <summary>${DataCatalog12345678.Arn}/index/byFeed becomes DataCatalog/index/byFeed.</summary>
    private static string Name(string arn) => Reference().Replace(arn, "$1$2");

    [GeneratedRegex(@"\$\{(\w+?)[0-9A-F]{8}(?:\.Arn|(\.\w+))?\}")]
    private static partial Regex Reference();
}
