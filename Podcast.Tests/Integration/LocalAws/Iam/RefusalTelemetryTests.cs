using System.Collections.Concurrent;
using System.Diagnostics;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;
using Microsoft.Extensions.DependencyInjection;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Host;
using Podcast.LocalAws.Lambda;
using Podcast.LocalAws.Template;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Integration.LocalAws.Iam;

/// <summary>A call that a function's role may not make, as the trace shows it.</summary>
public sealed class RefusalTelemetryTests : IAsyncLifetime
{
    private const string Content = "listener@example.org";

    private readonly string _folder = Directory.CreateTempSubdirectory("podcast-tests-").FullName;
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly Activity _trace = new Activity("test").SetIdFormat(ActivityIdFormat.W3C);
    private readonly ActivityListener _listener;
    private LocalAwsServer _server = null!;

    public RefusalTelemetryTests()
    {
        _trace.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        _listener = new()
        {
            ShouldListenTo = source => source.Name == LocalAwsTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId == _trace.TraceId)
                {
                    _spans.Enqueue(span);
                }
            },
        };
    }

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    private Stack Stack => _server.Services.GetRequiredService<StackHost>().Current;

    public async ValueTask InitializeAsync()
    {
        var template = Path.Combine(_folder, "Refusal.template.json");
        await File.WriteAllTextAsync(template, SynthesizedTemplate.Text);
        _server = await LocalAwsServer.StartAsync(new()
        {
            TemplatePath = template,
            StoragePath = Path.Combine(_folder, "objects"),
            AccessKeyId = "AKIATESTADMINISTRATOR",
            SecretAccessKey = "a secret of this test alone",
        });
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        _trace.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("s3", "S3 PutObject", "s3:PutObject")]
    [InlineData("dynamodb", "DynamoDB PutItem", "dynamodb:PutItem")]
    [InlineData("sqs", "SQS SendMessage", "sqs:SendMessage")]
    public async Task Call_RefusedToARole_NamesActionResourceAndRoleAndNoSecret(string service, string name, string action)
    {
        var environment = _server.Services.GetRequiredService<FunctionRegistry>().Find("Feeds")!.Environment.Resolve();
        var credentials = new SessionAWSCredentials(
            environment["AWS_ACCESS_KEY_ID"], environment["AWS_SECRET_ACCESS_KEY"], environment["AWS_SESSION_TOKEN"]);
        ActivitySource.AddActivityListener(_listener);

        var (error, resource) = await RefuseAsync(service, credentials);

        var span = await SpanAsync();
        var role = Stack.OfType("AWS::Lambda::Function").Single(function => function.Properties["Handler"]?.ToString() == "Feeds").Properties["Role"]!.ToString();
        Assert.Equal(name, span.DisplayName);
        Assert.Equal(action, span.GetTagItem("aws.iam.action"));
        Assert.Equal(resource, span.GetTagItem("aws.iam.resource"));
        Assert.Equal(role, span.GetTagItem("aws.iam.role"));
        Assert.Equal($"Allow {action} on {resource} in the policy of the role {Stack.OfType("AWS::IAM::Role").Single(one => one.GetAtt("Arn") == role).LogicalId}.", span.GetTagItem("aws.iam.hint"));
        Assert.Contains(":assumed-role/", span.GetTagItem("aws.iam.principal")!.ToString(), StringComparison.Ordinal);
        Assert.Equal(error.ErrorCode, span.GetTagItem("error.type"));
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Contains(action, error.Message, StringComparison.Ordinal);
        Assert.Contains(resource, error.Message, StringComparison.Ordinal);

        string[] secrets = [environment["AWS_SECRET_ACCESS_KEY"], environment["AWS_SESSION_TOKEN"], "Signature=", Content];
        var recorded = span.TagObjects.Select(tag => tag.Value?.ToString())
            .Concat(span.Events.SelectMany(one => one.Tags).Select(tag => tag.Value?.ToString()))
            .Concat(span.Baggage.Select(item => item.Value))
            .Append(span.StatusDescription).Append(error.Message);
        Assert.DoesNotContain(recorded, text => secrets.Any(secret => text?.Contains(secret, StringComparison.Ordinal) == true));
    }

    private async Task<(AmazonServiceException Error, string Resource)> RefuseAsync(string service, SessionAWSCredentials credentials)
    {
        // The SDK's request carries the trace as any request of an application does.
        _trace.Start();
        try
        {
            return service switch
            {
                "s3" => await PutObjectAsync(credentials),
                "dynamodb" => await PutItemAsync(credentials),
                _ => await SendMessageAsync(credentials),
            };
        }
        finally
        {
            _trace.Stop();
        }
    }

    private async Task<(AmazonServiceException Error, string Resource)> PutObjectAsync(SessionAWSCredentials credentials)
    {
        using var s3 = new AmazonS3Client(credentials, Configure(new AmazonS3Config { ForcePathStyle = true }));
        var bucket = Stack.Outputs["MediaBucket"];
        return (
            await Assert.ThrowsAsync<AmazonS3Exception>(() => s3.PutObjectAsync(new() { BucketName = bucket, Key = "media/one", ContentBody = Content }, TestToken)),
            $"arn:aws:s3:::{bucket}/media/one");
    }

    private async Task<(AmazonServiceException Error, string Resource)> PutItemAsync(SessionAWSCredentials credentials)
    {
        using var dynamoDb = new AmazonDynamoDBClient(credentials, Configure(new AmazonDynamoDBConfig()));
        var table = Stack.Outputs["CatalogTable"];
        return (
            await Assert.ThrowsAnyAsync<AmazonDynamoDBException>(() => dynamoDb.PutItemAsync(table, new() { ["pk"] = new(Content) }, TestToken)),
            $"arn:aws:dynamodb:us-east-1:000000000000:table/{table}");
    }

    private async Task<(AmazonServiceException Error, string Resource)> SendMessageAsync(SessionAWSCredentials credentials)
    {
        using var sqs = new AmazonSQSClient(credentials, Configure(new AmazonSQSConfig()));
        var queue = Stack.Outputs["FailedChangesUrl"];
        return (
            await Assert.ThrowsAnyAsync<AmazonSQSException>(() => sqs.SendMessageAsync(queue, Content, TestToken)),
            $"arn:aws:sqs:us-east-1:000000000000:{queue[(queue.LastIndexOf('/') + 1)..]}");
    }

    private TConfig Configure<TConfig>(TConfig config)
        where TConfig : ClientConfig
    {
        config.ServiceURL = _server.ApiUrl.ToString();
        config.AuthenticationRegion = "us-east-1";
        config.MaxErrorRetry = 0;
        return config;
    }

    // The span ends a moment after the response has been sent.
    private async Task<Activity> SpanAsync()
    {
        while (_spans.IsEmpty)
        {
            await Task.Yield();
            TestToken.ThrowIfCancellationRequested();
        }

        return Assert.Single(_spans);
    }
}
