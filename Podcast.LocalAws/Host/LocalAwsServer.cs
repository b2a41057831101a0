using Podcast.LocalAws.Auth;
using Podcast.LocalAws.CloudFormation;
using Podcast.LocalAws.CloudFront.Api;
using Podcast.LocalAws.CloudWatch;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Supervision;
using Podcast.LocalAws.DynamoDb;
using Podcast.LocalAws.EventBridge;
using Podcast.LocalAws.Host.Access;
using Podcast.LocalAws.Host.Faults;
using Podcast.LocalAws.Host.Health;
using Podcast.LocalAws.Host.TemplateChecks;
using Podcast.LocalAws.Iam;
using Podcast.LocalAws.Kms;
using Podcast.LocalAws.Lambda;
using Podcast.LocalAws.Logs;
using Podcast.LocalAws.MediaConvert;
using Podcast.LocalAws.S3;
using Podcast.LocalAws.Scheduler;
using Podcast.LocalAws.Sns;
using Podcast.LocalAws.Sqs;
using Podcast.LocalAws.Ssm;
using Podcast.LocalAws.Sts;
using Podcast.LocalAws.Template;
using Podcast.LocalAws.XRay;
using Podcast.ServiceDefaults;

namespace Podcast.LocalAws.Host;

/// <summary>The whole local AWS in one process: started, it listens; disposed, nothing of it is left.</summary>
internal sealed class LocalAwsServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Listeners _listeners;

    private LocalAwsServer(WebApplication app, Listeners listeners)
    {
        _app = app;
        _listeners = listeners;
    }

    /// <summary>The AWS endpoint, what <c>AWS_ENDPOINT_URL</c> is set to.</summary>
    public Uri ApiUrl => _listeners.ApiUrl;

    /// <summary>The distribution as viewers see it.</summary>
    public Uri EdgeUrl => _listeners.EdgeUrl;

    /// <summary>The services, for tests that inspect what is behind the endpoint.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Loads the template and listens. What needs DynamoDB Local follows later; <c>/_localaws/health</c> reports it.</summary>
    /// <param name="options">Ports, template and credentials.</param>
    /// <param name="configure">Replaces services in a test.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="LocalAwsOptionsException">A value of <paramref name="options"/> is wrong.</exception>
    /// <exception cref="TemplateException">The template cannot be resolved.</exception>
    /// <exception cref="IOException">A port is taken.</exception>
    public static async Task<LocalAwsServer> StartAsync(
        LocalAwsOptions options, Action<IServiceCollection>? configure = null, CancellationToken cancellationToken = default)
    {
        options.Validate();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = LocalAwsTelemetry.Name });
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true)
            .AddFilter("Microsoft", LogLevel.Warning)
            // While it starts it is not healthy yet, which is no error.
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.Critical)
            // A start that fails is one sentence of Program, not a stack trace.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        // The OpenTelemetry SDK takes its OTEL_ settings from the host's configuration, which is empty otherwise.
        builder.Configuration.AddEnvironmentVariables();
        builder.AddServiceDefaults();

        var listeners = new Listeners(options);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(listeners.Configure);

        // Requests that are still running then are aborted.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<IListenerUrls>(listeners);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddStack(StackLoader.Load(options));
        builder.Services.AddSupervision();
        builder.Services.AddIam();
        builder.Services.AddTemplateCheck();
        builder.Services.AddAwsEndpoint();
        builder.Services.AddHealthChecks().AddCheck<StackHealthCheck>("stack");
        builder.Services.AddFaults();
        builder.Services.AddAwsAuthentication();
        // The stack is applied in this order: what comes later may refer to what comes before.
        builder.Services.AddDynamoDbService();
        builder.Services.AddSqsService();
        builder.Services.AddSnsService();
        builder.Services.AddCloudWatchService();
        builder.Services.AddLogsService();
        builder.Services.AddLambdaService();
        builder.Services.AddS3Service();
        builder.Services.AddEventBridgeService();
        builder.Services.AddMediaConvertService();
        builder.Services.AddSchedulerService();
        builder.Services.AddCloudFront();
        builder.Services.AddCloudFormation();
        builder.Services.AddStsService();
        builder.Services.AddSsmService();
        builder.Services.AddKmsService();
        builder.Services.AddXRayService();
        configure?.Invoke(builder.Services);

        var app = builder.Build();
        try
        {
            app.UseUnreadBodies();
            app.Use(app.Services.GetRequiredService<RequestFilter>().InvokeAsync);
            app.UseDefaultEndpoints(StackHealthCheck.IsForHealth);
            app.Run(app.Services.GetRequiredService<AwsEndpoint>().HandleAsync);
            await app.Services.GetRequiredService<StackHost>().StartAsync(app.Lifetime.ApplicationStopping);
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new(app, listeners);
    }

    /// <summary>The function URL of a handler that has a listener of its own.</summary>
    public Uri FunctionUrl(string handler) => _listeners.FunctionUrl(handler);

    /// <summary>Returns when the process is told to stop.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default) => _app.WaitForShutdownAsync(cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _app.StopAsync(CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            // The shutdown timeout cut off what was still running, as on a machine under load.
        }

        await _app.DisposeAsync();
    }
}
