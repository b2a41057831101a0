using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core;

namespace Podcast.Tests.Integration.LocalAws.Auth;

/// <summary>What a person types: <c>curl --aws-sigv4</c> against a server that verifies and nothing else.</summary>
public sealed class CurlTests : IAsyncLifetime
{
    private WebApplication? _app;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services
            .AddSingleton(new LocalAwsOptions { AccessKeyId = "AKIATESTADMINISTRATOR", SecretAccessKey = "a secret of this test alone" })
            .AddSingleton(TimeProvider.System)
            .AddAwsAuthentication();
        _app = builder.Build();
        _app.Run(async context =>
        {
            try
            {
                var caller = await context.RequestServices.GetRequiredService<RequestAuthenticator>()
                    .AuthenticateAsync(context, context.Request.Path.Value!.Split('/')[1], context.RequestAborted);
                using var reader = new StreamReader(context.Request.Body);
                await context.Response.WriteAsync($"{caller.PrincipalArn} {await reader.ReadToEndAsync(context.RequestAborted)}");
            }
            catch (AwsException error)
            {
                context.Response.StatusCode = error.StatusCode;
                await context.Response.WriteAsync(error.Code);
            }
        });
        await _app.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync() => await _app!.DisposeAsync();

    [Theory]
    [InlineData("lambda", "", "arn:aws:iam::000000000000:user/developer ")]
    [InlineData("lambda", "-d {\"email\":\"a@example.com\"} -H Content-Type:application/json", "arn:aws:iam::000000000000:user/developer {\"email\":\"a@example.com\"}")]
    [InlineData("lambda", "-X DELETE", "arn:aws:iam::000000000000:user/developer ")]
    [InlineData("s3", "-X PUT -d data -H x-amz-content-sha256:UNSIGNED-PAYLOAD", "arn:aws:iam::000000000000:user/developer data")]
    [InlineData("lambda", "--user AKIATESTADMINISTRATOR:another", "InvalidSignatureException")]
    [InlineData("lambda", "--user AKIANOBODY:another", "UnrecognizedClientException")]
    public async Task Curl_WithSigV4_IsVerified(string service, string arguments, string expected)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/curl"), "curl is not installed.");
        var start = new ProcessStartInfo("/usr/bin/curl") { RedirectStandardOutput = true };
        foreach (var argument in (string[])["-s", "--max-time", "20", "--aws-sigv4", $"aws:amz:us-east-1:{service}", "--user", "AKIATESTADMINISTRATOR:a secret of this test alone"])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var argument in arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            start.ArgumentList.Add(argument);
        }

        start.ArgumentList.Add($"{_app!.Urls.Single()}/{service}/shows");
        using var curl = Process.Start(start)!;

        Assert.Equal(expected, await curl.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
    }
}
