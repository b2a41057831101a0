using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.DependencyInjection;
using Podcast.LocalAws.Host;

namespace Podcast.Tests.Integration.LocalAws.S3;

/// <summary>LocalAws on a free port with one bucket, and the official client for it.</summary>
public sealed class S3Fixture : IAsyncLifetime
{
    public const string AccessKeyId = "AKIATESTADMINISTRATOR";
    public const string SecretAccessKey = "a secret of this test alone";

    private readonly string _folder = Directory.CreateTempSubdirectory("podcast-tests-").FullName;
    private LocalAwsServer? _server;

    public string Bucket { get; private set; } = "";

    public Uri Endpoint => _server!.ApiUrl;

    /// <summary>The folder that keeps the objects, as a process that starts later finds it.</summary>
    public string StoragePath => Path.Combine(_folder, "objects");

    internal LocalAwsServer Server => _server!;

    public AmazonS3Client CreateClient(string accessKeyId = AccessKeyId, string secretAccessKey = SecretAccessKey) => new(
        new BasicAWSCredentials(accessKeyId, secretAccessKey),
        new AmazonS3Config { ServiceURL = Endpoint.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });

    public async ValueTask InitializeAsync()
    {
        var template = Path.Combine(_folder, "Test.template.json");
        await File.WriteAllTextAsync(template, """{ "Resources": { "Media": { "Type": "AWS::S3::Bucket", "Properties": {} }, "Versioned": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "versioned", "VersioningConfiguration": { "Status": "Enabled" }, "CorsConfiguration": { "CorsRules": [{ "AllowedOrigins": ["https://*.example.com"], "AllowedMethods": ["GET", "PUT"], "AllowedHeaders": ["x-amz-*", "content-type"], "ExposedHeaders": ["ETag"], "MaxAge": 600 }] } } } } }""");
        await StartAsync();
        Bucket = _server!.Services.GetRequiredService<Podcast.LocalAws.Template.Stack>()["Media"].PhysicalId;
    }

    public async Task RestartAsync()
    {
        await _server!.DisposeAsync();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartAsync() => _server = await LocalAwsServer.StartAsync(new()
    {
        TemplatePath = Path.Combine(_folder, "Test.template.json"),
        StoragePath = StoragePath,
        AccessKeyId = AccessKeyId,
        SecretAccessKey = SecretAccessKey,
    });
}
