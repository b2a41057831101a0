using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Signing;
using OpenTelemetry.Exporter;

namespace Podcast.Functions.Hosting;

/// <summary>
/// Where the functions send their traces outside the app host: <c>OTEL_EXPORTER_OTLP_TRACES_ENDPOINT</c>, as OpenTelemetry calls it, by OTLP over HTTP. Requests
/// to CloudWatch's endpoint, <c>https://xray.{region}.amazonaws.com/v1/traces</c>, are signed by the function's role; a collector gets them unsigned. See
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-OTLPEndpoint.html.
/// </summary>
internal static class TraceExport
{
    private const string Variable = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
    private const string Service = "xray";

    /// <summary>For one request. The wait of an invocation is shorter: <see cref="FunctionRunner{TEvent,TResult}"/>.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    /// <returns>Sets an exporter's options; <see langword="null"/> where traces stay in the process.</returns>
    /// <exception cref="FunctionConfigurationException">The variable is no address.</exception>
    public static Action<OtlpExporterOptions>? Read(Func<string, string?> environment)
    {
        if (environment(Variable) is not { Length: > 0 } text)
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
        {
            throw new FunctionConfigurationException($"The environment variable {Variable} is no http or https address.");
        }

        var region = RegionOf(endpoint.Host);
        if (region is not null && (environment("AWS_ENDPOINT_URL_XRAY") ?? environment("AWS_ENDPOINT_URL")) is { Length: > 0 } other)
        {
            // As the SDK's clients are redirected.
            endpoint = new(new Uri(other), endpoint.AbsolutePath);
        }

        return options =>
        {
            options.Endpoint = endpoint;
            options.Protocol = OtlpExportProtocol.HttpProtobuf;
            options.TimeoutMilliseconds = (int)Timeout.TotalMilliseconds;
            options.HttpClientFactory = () => CreateClient(region, environment);
        };
    }

    // The process may have been frozen meanwhile, and the connection closed by the other side: an idle one is given up before that is likely.
    private static HttpClient CreateClient(string? region, Func<string, string?> environment)
    {
        var connection = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = Timeout, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20) };
        return new(region is null
            ? connection
            : new SigV4SigningHandler(CredentialsOf(environment), RegionEndpoint.GetBySystemName(region), Service, connection))
        {
            Timeout = Timeout,
        };
    }

    // Lambda sets them once, when the process starts.
    private static AWSCredentials CredentialsOf(Func<string, string?> environment) =>
        environment("AWS_SESSION_TOKEN") is { Length: > 0 } token
            ? new SessionAWSCredentials(environment("AWS_ACCESS_KEY_ID"), environment("AWS_SECRET_ACCESS_KEY"), token)
            : new BasicAWSCredentials(environment("AWS_ACCESS_KEY_ID"), environment("AWS_SECRET_ACCESS_KEY"));

    // xray.us-east-1.amazonaws.com
    private static string? RegionOf(string host) => host.Split('.') is [Service, var region, "amazonaws", "com", ..] ? region : null;
}
