using System.Net;
using System.Threading.Channels;
using Amazon;
using Amazon.CloudFrontKeyValueStore;
using Amazon.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Podcast.Tests.Unit.StandIns.CloudFrontKeyValueStore;

/// <summary>The data plane of one test: sends the prepared responses and records the requests.</summary>
internal sealed class KeyValueStoreServer : IAsyncDisposable
{
    public const string Arn = "arn:aws:cloudfront::123456789012:key-value-store/11111111-2222-3333-4444-555555555555";
    public const string EscapedArn = "arn%3Aaws%3Acloudfront%3A%3A123456789012%3Akey-value-store%2F11111111-2222-3333-4444-555555555555";
    public const string AccessKey = "AKIDEXAMPLE";
    public const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private readonly WebApplication _app;

    private KeyValueStoreServer(WebApplication app)
    {
        _app = app;
        app.Run(HandleAsync);
    }

    public Channel<KeyValueStoreCall> Calls { get; } = Channel.CreateUnbounded<KeyValueStoreCall>();

    public Func<HttpContext, Task> Respond { get; set; } = context => WriteAsync(context, """{"ItemCount":3,"TotalSizeInBytes":99}""");

    public int Port => new Uri(_app.Urls.Single()).Port;

    public static async Task<KeyValueStoreServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new KeyValueStoreServer(builder.Build());
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public static Task WriteAsync(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers["x-amzn-RequestId"] = "request-1";
        context.Response.Headers.ETag = "KV2";
        return context.Response.WriteAsync(json, context.RequestAborted);
    }

    public static Task WriteErrorAsync(HttpContext context, HttpStatusCode status, string code)
    {
        context.Response.StatusCode = (int)status;
        context.Response.Headers["x-amzn-ErrorType"] = code;
        return WriteAsync(context, $$"""{"Message":"because {{code}}"}""");
    }

    /// <summary>A client that finds this server behind the host name with the account id in front.</summary>
    public AmazonCloudFrontKeyValueStoreClient CreateClient(int retries = 0, TimeSpan? timeout = null, string? sessionToken = null)
    {
        var config = new AmazonCloudFrontKeyValueStoreConfig
        {
            RegionEndpoint = RegionEndpoint.USEast1,
            ServiceURL = $"http://localhost:{Port}",
            MaxErrorRetry = retries,
            HttpClientFactory = new LoopbackHttpClientFactory(),
            Timeout = timeout ?? TimeSpan.FromSeconds(30),
        };
        AWSCredentials credentials = sessionToken is null
            ? new BasicAWSCredentials(AccessKey, SecretKey)
            : new SessionAWSCredentials(AccessKey, SecretKey, sessionToken);
        return new AmazonCloudFrontKeyValueStoreClient(credentials, config);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        await Calls.Writer.WriteAsync(
            new KeyValueStoreCall(context.Request.Method, context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, body, headers),
            context.RequestAborted);
        await Respond(context);
    }
}
