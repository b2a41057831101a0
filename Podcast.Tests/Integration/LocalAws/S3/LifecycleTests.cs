using Amazon.S3;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Podcast.LocalAws.Host;

namespace Podcast.Tests.Integration.LocalAws.S3;

/// <summary>Uploads that nobody completes end by the bucket's lifecycle.</summary>
public sealed class LifecycleTests
{
    private const string Secret = "a secret of this test alone";

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upload_OlderThanTheRule_IsAbortedAtMidnight()
    {
        var folder = Directory.CreateTempSubdirectory("podcast-tests-").FullName;
        var template = Path.Combine(folder, "Test.template.json");
        await File.WriteAllTextAsync(template, """
            { "Resources": { "Ingest": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "ingest", "LifecycleConfiguration": { "Rules": [
              { "Status": "Enabled", "Prefix": "short/", "AbortIncompleteMultipartUpload": { "DaysAfterInitiation": 1 } },
              { "Status": "Disabled", "AbortIncompleteMultipartUpload": { "DaysAfterInitiation": 1 } }] } } } } }
            """, TestToken);
        // The clock stands still for the rest of a day: the client's own is near enough for its signatures.
        var start = DateTimeOffset.UtcNow;
        var time = new FakeTimeProvider(start);
        try
        {
            await using var server = await LocalAwsServer.StartAsync(
                new() { TemplatePath = template, StoragePath = Path.Combine(folder, "objects"), AccessKeyId = "AKIATESTADMINISTRATOR", SecretAccessKey = Secret },
                services => services.AddSingleton<TimeProvider>(time),
                TestToken);
            using var client = new AmazonS3Client(
                "AKIATESTADMINISTRATOR", Secret, new AmazonS3Config { ServiceURL = server.ApiUrl.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1" });
            var upload = await client.InitiateMultipartUploadAsync("ingest", "short/a", TestToken);
            await client.InitiateMultipartUploadAsync("ingest", "kept", TestToken);
            var folders = Path.Combine(folder, "objects", "multipart");

            time.Advance(TimeSpan.FromHours(23));
            Assert.Equal(2, Directory.GetDirectories(folders).Length);
            time.Advance(TimeSpan.FromHours(26));

            Assert.Single(Directory.GetDirectories(folders));
            Assert.InRange(upload.AbortDate!.Value.ToUniversalTime(), start.UtcDateTime.AddDays(1).AddSeconds(-1), start.UtcDateTime.AddDays(2));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
