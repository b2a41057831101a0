using Podcast.Functions;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Unit.Infra.Functions;

public sealed class PodcastFunctionsTests
{
    private static readonly TemplateResource[] Functions = [.. SynthesizedTemplate.OfType("AWS::Lambda::Function")];

    [Fact]
    public void Handlers_InTemplate_AreTheCatalog()
        => Assert.Equal(
            Enum.GetNames<FunctionName>().Order(StringComparer.Ordinal),
            Functions.Select(function => function.Value("Handler")).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("PublisherApi", "SUBSCRIBERS_TABLE", "CATALOG_TABLE", "STATISTICS_TABLE", "MEDIA_BUCKET", "INGEST_BUCKET", "DISTRIBUTION_ID", "EVENT_BUS", "VIEWER_URL")]
    [InlineData("ShowImporter", "CATALOG_TABLE", "MEDIA_BUCKET", "INGEST_BUCKET", "EVENT_BUS")]
    [InlineData("MediaCleanup", "CATALOG_TABLE", "MEDIA_BUCKET", "INGEST_BUCKET", "DISTRIBUTION_ID")]
    [InlineData("Webhooks", "SUBSCRIBERS_TABLE")]
    [InlineData("StreamProcessor", "SUBSCRIBERS_TABLE", "KVS_ARN", "FAILED_CHANGES_QUEUE_URL")]
    [InlineData("SubscriberCleanup", "SUBSCRIBERS_TABLE")]
    [InlineData("Reconcile", "SUBSCRIBERS_TABLE", "KVS_ARN", "FAILED_CHANGES_QUEUE_URL")]
    [InlineData("AutoTranscoding", "CATALOG_TABLE", "INGEST_BUCKET", "MEDIA_BUCKET", "MEDIACONVERT_ROLE_ARN", "MEDIACONVERT_QUEUE_ARN")]
    [InlineData("TranscodingEvents", "CATALOG_TABLE", "INGEST_BUCKET", "MEDIA_BUCKET", "MEDIACONVERT_ROLE_ARN", "MEDIACONVERT_QUEUE_ARN")]
    [InlineData("Entitlements", "SUBSCRIBERS_TABLE", "CATALOG_TABLE", "MEDIA_BUCKET")]
    [InlineData("Feeds", "CATALOG_TABLE", "MEDIA_BUCKET")]
    [InlineData("EventPublisher", "CATALOG_TABLE", "EVENT_BUS")]
    [InlineData("DownloadCounter", "LOG_BUCKET", "STATISTICS_TABLE", "CATALOG_TABLE")]
    [InlineData("WebhookSender", "SUBSCRIBERS_TABLE", "CATALOG_TABLE", "FAILED_EVENTS_QUEUE_URL", "VIEWER_URL")]
    public void Environment_OfFunction_HasWhatItReads(string handler, params string[] names)
    {
        var environment = TemplateValue.At(SynthesizedTemplate.Function(handler).Properties, "Environment.Variables")!.AsObject();
        Assert.Equal(names.Order(StringComparer.Ordinal), environment.Select(variable => variable.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("SUBSCRIBERS_TABLE", "AWS::DynamoDB::Table")]
    [InlineData("CATALOG_TABLE", "AWS::DynamoDB::Table")]
    [InlineData("STATISTICS_TABLE", "AWS::DynamoDB::Table")]
    [InlineData("LOG_BUCKET", "AWS::S3::Bucket")]
    [InlineData("MEDIA_BUCKET", "AWS::S3::Bucket")]
    [InlineData("INGEST_BUCKET", "AWS::S3::Bucket")]
    [InlineData("DISTRIBUTION_ID", "AWS::CloudFront::Distribution")]
    [InlineData("FAILED_EVENTS_QUEUE_URL", "AWS::SQS::Queue")]
    [InlineData("EVENT_BUS", "AWS::Events::EventBus")]
    [InlineData("KVS_ARN", "AWS::CloudFront::KeyValueStore")]
    [InlineData("FAILED_CHANGES_QUEUE_URL", "AWS::SQS::Queue")]
    [InlineData("MEDIACONVERT_ROLE_ARN", "AWS::IAM::Role")]
    [InlineData("MEDIACONVERT_QUEUE_ARN", "AWS::MediaConvert::Queue")]
    public void EnvironmentVariable_WhereverItIs_NamesTheSameResource(string name, string type)
    {
        var values = Functions.Select(function => function.Value($"Environment.Variables.{name}")).Where(value => value.Length > 0);
        Assert.Equal(type, SynthesizedTemplate.Named(Assert.Single(values.Distinct())).Type);
    }

    [Fact]
    public void Functions_InTemplate_RunOnDotNet10WithEnoughMemory()
        => Assert.All(Functions, function =>
        {
            Assert.Equal("dotnet10", function.Value("Runtime"));
            Assert.InRange(function.Properties["MemorySize"]!.GetValue<int>(), 256, 10_240);
        });

    [Fact]
    public void Functions_InTemplate_EachHaveARoleAndALogOfTheirOwn()
    {
        Assert.Equal(Functions.Length, Functions.Select(function => function.Value("Role")).Distinct().Count());
        Assert.Equal(Functions.Length, Functions.Select(function => function.Value("LoggingConfig.LogGroup")).Distinct().Count());
        Assert.All(Functions, function =>
        {
            var role = SynthesizedTemplate.Named(function.Value("Role"));
            Assert.Equal("lambda.amazonaws.com", PolicyStatement.Of(role.Properties["AssumeRolePolicyDocument"]).Single().Principal!["Service"]!.ToString());
            var logs = SynthesizedTemplate.Named(function.Value("LoggingConfig.LogGroup"));
            Assert.Equal("30", logs.Value("RetentionInDays"));
        });
    }

    [Fact]
    public void Functions_InTemplate_LogJsonAndTrace()
        => Assert.All(Functions, function =>
        {
            Assert.Equal("JSON", function.Value("LoggingConfig.LogFormat"));
            Assert.Equal("WARN", function.Value("LoggingConfig.SystemLogLevel"));
            Assert.Equal("Active", function.Value("TracingConfig.Mode"));
            Assert.Equal(["arm64"], function.Values("Architectures"));
        });

    [Fact]
    public void WritersOfTheStoreAndTheFallback_InTemplate_HaveABoundOfTheirOwn()
        => Assert.All(Functions, function => Assert.Equal(
            function.Value("Environment.Variables.KVS_ARN").Length > 0 ? "1" : function.Value("Handler") == "Entitlements" ? "100" : "",
            function.Value("ReservedConcurrentExecutions")));

    [Theory]
    [InlineData("SubscriberCleanup")]
    [InlineData("Reconcile")]
    [InlineData("AutoTranscoding")]
    [InlineData("TranscodingEvents")]
    [InlineData("MediaCleanup")]
    [InlineData("EventPublisher")]
    [InlineData("WebhookSender")]
    [InlineData("ShowImporter")]
    [InlineData("DownloadCounter")]
    public void AsynchronousFunction_WhenItFails_IsRetriedAndDeadLettered(string handler)
    {
        var config = SynthesizedTemplate.OfType("AWS::Lambda::EventInvokeConfig")
            .Single(config => config.Value("FunctionName") == $"${{{SynthesizedTemplate.Function(handler).LogicalId}}}");
        Assert.Equal("$LATEST", config.Value("Qualifier"));
        Assert.Equal("2", config.Value("MaximumRetryAttempts"));
        var queue = config.Value("DestinationConfig.OnFailure.Destination");
        Assert.Equal("AWS::SQS::Queue", SynthesizedTemplate.Named(queue).Type);
        Assert.Contains(SynthesizedTemplate.StatementsOf(handler), statement => statement.Actions is ["sqs:SendMessage"] && statement.Resources.Contains(queue));
    }

    [Theory]
    [InlineData("PublisherApi", "AWS_IAM")]
    [InlineData("Entitlements", "AWS_IAM")]
    [InlineData("Feeds", "AWS_IAM")]
    [InlineData("Webhooks", "NONE")]
    public void Url_OfFunction_RequiresSignaturesUnlessTheCallerCannotSign(string handler, string authType)
        => Assert.Equal(authType, UrlOf(handler).Value("AuthType"));

    [Fact]
    public void Urls_InTemplate_AreFour() => Assert.Equal(4, SynthesizedTemplate.OfType("AWS::Lambda::Url").Count());

    [Fact]
    public void PublicUrl_SinceOctober2025_HasBothPermissionsAndOnlyForUrls()
    {
        var function = $"${{{UrlOf("Webhooks").LogicalId}.FunctionArn}}";
        var permissions = SynthesizedTemplate.OfType("AWS::Lambda::Permission")
            .Where(permission => permission.Value("FunctionName") == function)
            .OrderBy(permission => permission.Value("Action"), StringComparer.Ordinal)
            .ToArray();
        Assert.Equal(["lambda:InvokeFunction", "lambda:InvokeFunctionUrl"], permissions.Select(permission => permission.Value("Action")));
        Assert.All(permissions, permission => Assert.Equal("*", permission.Value("Principal")));
        Assert.Equal("true", permissions[0].Value("InvokedViaFunctionUrl"));
        Assert.Equal("NONE", permissions[1].Value("FunctionUrlAuthType"));
    }

    private static TemplateResource UrlOf(string handler) => SynthesizedTemplate.OfType("AWS::Lambda::Url")
        .Single(url => url.Value("TargetFunctionArn") == $"${{{SynthesizedTemplate.Function(handler).LogicalId}.Arn}}");
}
