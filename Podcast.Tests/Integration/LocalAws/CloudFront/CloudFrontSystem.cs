using System.Collections.Concurrent;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Host;
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

    public Uri ApiUrl => _server!.ApiUrl;

    public static BasicAWSCredentials Credentials => new(Administrator.AccessKeyId, Administrator.SecretAccessKey);

    public Uri EdgeUrl => _server!.EdgeUrl;

    /// <summary>What a script with AWS's clients needs.</summary>
    public IReadOnlyDictionary<string, string> ClientEnvironment => new Dictionary<string, string>
    {
        ["PORT"] = _server!.ApiUrl.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["AWS_ACCESS_KEY_ID"] = Administrator.AccessKeyId,
        ["AWS_SECRET_ACCESS_KEY"] = Administrator.SecretAccessKey,
        ["DISTRIBUTION_ID"] = Stack["Distribution"].PhysicalId,
        ["EVENT_BUS"] = "events",
        ["VIEWER_URL"] = "https://feeds.example.com",
    };

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
    public async Task<HttpResponseMessage> CallAsync(string service, HttpMethod method, string target, string? body = null, string? ifMatch = null, bool withSigV4 = false)
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
        var time = _server.Services.GetRequiredService<TimeProvider>();
        SigV4Signer.Sign(request, Administrator, "us-east-1", service, hash, time);
        if (service == "cloudfront-keyvaluestore" && !withSigV4)
        {
            SignAsymmetrically(request, service, hash ?? SigV4.EmptyHash);
        }

        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    // In place of the signature that is there, with the same date and hash.
    private static void SignAsymmetrically(HttpRequestMessage request, string service, string hash)
    {
        request.Headers.TryAddWithoutValidation("x-amz-region-set", "*");
        var timestamp = request.Headers.GetValues("x-amz-date").Single();
        var headers = request.Headers.NonValidated
            .Where(header => header.Key.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString(), StringComparer.Ordinal);
        headers["host"] = request.RequestUri!.Authority;
        string[] names = [.. headers.Keys.Order(StringComparer.Ordinal)];
        var canonical = CanonicalRequest.Create(
            request.Method.Method, request.RequestUri.AbsolutePath, QueryParameters.Parse(request.RequestUri.Query.TrimStart('?')).Items, names, headers.GetValueOrDefault, hash, SigningRules.For(service));
        var scope = $"{timestamp[..8]}/{service}/aws4_request";
        using var key = SigV4A.DeriveKey(Administrator);
        var signature = key.SignData(
            System.Text.Encoding.UTF8.GetBytes(SigV4.StringToSign(SigV4A.Algorithm, timestamp, scope, canonical)), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        request.Headers.Remove("Authorization");
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"{SigV4A.Algorithm} Credential={Administrator.AccessKeyId}/{scope}, SignedHeaders={string.Join(';', names)}, Signature={Convert.ToHexStringLower(signature)}");
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
