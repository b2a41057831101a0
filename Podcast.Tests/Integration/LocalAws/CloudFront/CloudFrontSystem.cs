using System.Collections.Concurrent;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Podcast.LocalAws;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Template;
using Podcast.Tests.Integration.LocalAws.Lambda;

namespace Podcast.Tests.Integration.LocalAws.CloudFront;

/// <summary>LocalAws on free ports with the template of one test.</summary>
internal sealed class CloudFrontSystem : IAsyncDisposable
{
    private static readonly AwsCredentials Administrator = new("AKIATESTADMINISTRATOR", "a secret of this test alone", null);

    private readonly string _folder = Directory.CreateTempSubdirectory("podcast-tests-").FullName;
    private readonly LogCollector _logs = new();
    private LocalAwsServer? _server;

    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });

    public Uri HealthUrl => new(_server!.ApiUrl, "/_localaws/health");

    public Uri EdgeUrl => _server!.EdgeUrl;

    public IReadOnlyCollection<string> Logs => _logs.Lines;

    public Stack Stack => _server!.Services.GetRequiredService<Stack>();

    public static async Task<CloudFrontSystem> StartAsync(string template, Action<LocalAwsOptions>? configure = null, TimeProvider? time = null)
    {
        var system = new CloudFrontSystem();
        try
        {
            var path = Path.Combine(system._folder, "Test.template.json");
            await File.WriteAllTextAsync(path, template);
            var options = new LocalAwsOptions
            {
                TemplatePath = path,
                StoragePath = Path.Combine(system._folder, "objects"),
                AccessKeyId = Administrator.AccessKeyId,
                SecretAccessKey = Administrator.SecretAccessKey,
            };
            configure?.Invoke(options);
            system._server = await LocalAwsServer.StartAsync(options, services =>
            {
                services.AddSingleton<ILoggerProvider>(system._logs);
                if (time is not null)
                {
                    services.AddSingleton(time);
                }
            });
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    public AmazonS3Client CreateS3Client() => new(
        new BasicAWSCredentials(Administrator.AccessKeyId, Administrator.SecretAccessKey),
        new AmazonS3Config { ServiceURL = _server!.ApiUrl.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });

    public FunctionProcess Connect(string handler) => new(_server!.ApiUrl, handler);

    /// <summary>A request to the distribution, its path exactly as written.</summary>
    public HttpRequestMessage Viewer(string target, HttpMethod? method = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Get, Raw(_server!.EdgeUrl, target));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    public async Task<HttpResponseMessage> ViewAsync(string target, HttpMethod? method = null, params (string Name, string Value)[] headers)
    {
        using var request = Viewer(target, method, headers);
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>A signed request to a service of the endpoint, its path exactly as written.</summary>
    public async Task<HttpResponseMessage> CallAsync(string service, HttpMethod method, string target, string? body = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, Raw(_server!.ApiUrl, target));
        if (body is not null)
        {
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        }

        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        var hash = body is null ? null : SigV4.Hash(System.Text.Encoding.UTF8.GetBytes(body));
        SigV4Signer.Sign(request, Administrator, "us-east-1", service, hash, _server.Services.GetRequiredService<TimeProvider>());
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _logs.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static Uri Raw(Uri server, string target) =>
        new(server.GetLeftPart(UriPartial.Authority) + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    private sealed class LogCollector : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyCollection<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            _lines.Enqueue($"scope {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}
