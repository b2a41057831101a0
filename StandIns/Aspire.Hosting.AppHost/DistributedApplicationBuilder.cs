using System.Reflection;
using System.Security.Cryptography;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Health;
using Aspire.Hosting.Orchestration;
using Aspire.Hosting.Processes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

/// <summary>Describes an application. Made by <see cref="DistributedApplication.CreateBuilder(string[])"/>.</summary>
public class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder _host;
    private readonly DistributedApplicationOptions _options;
    private readonly DistributedApplicationExecutionContextOptions _context;
    private readonly IBuilderObserver? _observer = IBuilderObserver.Current;

    /// <summary>Begins the description of an application.</summary>
    public DistributedApplicationBuilder(string[] args) : this(new DistributedApplicationOptions { Args = args ?? throw new ArgumentNullException(nameof(args)) })
    {
    }

    /// <summary>Begins the description of an application.</summary>
    /// <exception cref="DistributedApplicationException">A deployment is asked for.</exception>
    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        var settings = new HostApplicationBuilderSettings { Args = options.Args, Configuration = new ConfigurationManager() };
        settings.Configuration.AddEnvironmentVariables(prefix: "ASPIRE_");
        // Settings are read once; a file watcher a file is a price that the start would pay for nothing.
        settings.Configuration.AddInMemoryCollection([KeyValuePair.Create<string, string?>("hostBuilder:reloadConfigOnChange", "false")]);
        _observer?.Constructing(options, settings);

        _host = new HostApplicationBuilder(settings);
        _host.Configuration.AddCommandLine(options.Args ?? [], new Dictionary<string, string>
        {
            ["--operation"] = "AppHost:Operation",
            ["--publisher"] = "Publishing:Publisher",
            ["--dcp-dashboard-path"] = KnownConfigNames.DcpDashboardPath,
        });
        AppHostDirectory = options.ProjectDirectory ?? _host.Environment.ContentRootPath;
        _context = new DistributedApplicationExecutionContextOptions(Operation());
        ExecutionContext = new DistributedApplicationExecutionContext(_context);

        ConfigureLogging();
        ConfigureSettings();
        ConfigureServices();
        _observer?.Constructed(this);
    }

    /// <inheritdoc />
    public IHostEnvironment Environment => _host.Environment;

    /// <inheritdoc />
    public ConfigurationManager Configuration => _host.Configuration;

    /// <inheritdoc />
    public IServiceCollection Services => _host.Services;

    /// <inheritdoc />
    public string AppHostDirectory { get; }

    /// <inheritdoc />
    public Assembly? AppHostAssembly => _options.Assembly;

    /// <inheritdoc />
    public DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <inheritdoc />
    public IResourceCollection Resources { get; } = new ResourceCollection();

    /// <inheritdoc />
    public IDistributedApplicationEventing Eventing { get; } = new DistributedApplicationEventing();

    /// <inheritdoc />
    public IResourceBuilder<T> AddResource<T>(T resource) where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        ModelName.Validate(nameof(Resource), resource.Name);
        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    /// <inheritdoc />
    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new DistributedApplicationResourceBuilder<T>(this, resource);
    }

    /// <inheritdoc />
    public DistributedApplication Build()
    {
        _observer?.Building(this);
        var application = new DistributedApplication(_host.Build());
        _context.Services = application.Services;
        _observer?.Built(application);
        return application;
    }

    private DistributedApplicationOperation Operation()
    {
        var operation = _host.Configuration["AppHost:Operation"];
        if (_host.Configuration["Publishing:Publisher"] is not null || string.Equals(operation, "publish", StringComparison.OrdinalIgnoreCase))
        {
            throw new DistributedApplicationException("This build of the app host cannot publish; build it with UseOfficialPackages=true for that.");
        }

        return operation is null || operation.Equals("run", StringComparison.OrdinalIgnoreCase)
            ? DistributedApplicationOperation.Run
            : throw new DistributedApplicationException($"'{operation}' is no operation; 'run' is.");
    }

    private void ConfigureLogging()
    {
        _host.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        _host.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        _host.Logging.AddFilter("Grpc", LogLevel.Error);
        _host.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        _host.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);

        // What the user says comes last, so it wins.
        _host.Logging.AddConfiguration(_host.Configuration.GetSection("Logging"));
    }

    private void ConfigureSettings()
    {
        var settings = new Dictionary<string, string?>
        {
            [KnownConfigNames.AppHostDirectory] = AppHostDirectory,
            ["AppHost:Path"] = Path.Combine(AppHostDirectory, Environment.ApplicationName),
            [KnownConfigNames.DashboardApplicationName] = _options.DashboardApplicationName ?? Environment.ApplicationName,
        };
        if (!_options.DisableDashboard && !Configuration.IsTrue(KnownConfigNames.DashboardAllowAnonymous))
        {
            settings[KnownConfigNames.OtlpApiKey] = Configuration.NonEmpty(KnownConfigNames.OtlpApiKey) ?? Token();
            settings[KnownConfigNames.DashboardApiKey] = Configuration.NonEmpty(KnownConfigNames.DashboardApiKey) ?? Token();
            settings[KnownConfigNames.BrowserToken] = Configuration.NonEmpty(KnownConfigNames.DashboardBrowserToken) ?? Token();
            settings[KnownConfigNames.ResourceServiceAuthMode] = "ApiKey";
            settings[KnownConfigNames.ResourceServiceApiKey] = Configuration.NonEmpty(KnownConfigNames.DashboardResourceServiceApiKey) ?? Token();
        }

        Configuration.AddInMemoryCollection(settings);
        static string Token() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    }

    private void ConfigureServices()
    {
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(_options);
        Services.AddSingleton(ExecutionContext);
        Services.AddSingleton(Eventing);
        Services.AddSingleton(new DistributedApplicationModel(Resources));
        Services.AddSingleton<ResourceNotificationService>();
        Services.AddSingleton<ResourceLoggerService>();
        Services.AddSingleton(services => new ResourceCommandService(services.GetRequiredService<ResourceNotificationService>(), services.GetRequiredService<ResourceLoggerService>(), services));
        Services.Configure<ResourceNotificationServiceOptions>(options =>
            options.DefaultWaitBehavior = _options.DisableDashboard ? WaitBehavior.StopOnResourceUnavailable : WaitBehavior.WaitOnResourceUnavailable);
        Services.AddHealthChecks();
        Services.AddHttpClient();

        Services.AddSingleton<ProcessWatchdog>();
        Services.AddSingleton<EndpointAllocator>();
        Services.AddSingleton<ResourceUrls>();
        Services.AddSingleton<ProcessResources>();
        Services.AddSingleton<ResourceHealth>();
        if (!_options.DisableDashboard)
        {
            Services.AddSingleton<DashboardProgram>();
            Services.AddSingleton<DashboardResource>();
            Services.AddSingleton<ResourceServiceHost>();
        }

        Services.AddHostedService<ApplicationOrchestrator>();
        if (_options.EnableResourceLogging)
        {
            Services.AddHostedService<ResourceLogForwarder>();
        }
    }
}
