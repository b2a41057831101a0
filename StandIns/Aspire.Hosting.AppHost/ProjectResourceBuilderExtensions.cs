using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Adds .NET projects.</summary>
public static class ProjectResourceBuilderExtensions
{
    /// <summary>Adds a project that the app host references.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new() =>
        builder.AddProject<TProject>(name, _ => { });

    /// <summary>Adds a project by its file or folder, relative to the app host's folder; it is built when it starts.</summary>
    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, string name, string projectPath) =>
        builder.AddProject(name, projectPath, _ => { });

    /// <summary>Adds a project that the app host references, started by a launch profile, or by none when null.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name, string? launchProfileName)
        where TProject : IProjectMetadata, new() =>
        builder.AddProject<TProject>(name, options => (options.LaunchProfileName, options.ExcludeLaunchProfile) = (launchProfileName, launchProfileName is null));

    /// <summary>Adds a project by its file or folder, started by a launch profile, or by none when null.</summary>
    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, string name, string projectPath, string? launchProfileName) =>
        builder.AddProject(name, projectPath, options => (options.LaunchProfileName, options.ExcludeLaunchProfile) = (launchProfileName, launchProfileName is null));

    /// <summary>Adds a project that the app host references.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(
        this IDistributedApplicationBuilder builder,
        string name,
        Action<ProjectResourceOptions> configure)
        where TProject : IProjectMetadata, new() =>
        Add(builder, name, new TProject(), configure);

    /// <summary>Adds a project by its file or folder, relative to the app host's folder; it is built when it starts.</summary>
    public static IResourceBuilder<ProjectResource> AddProject(
        this IDistributedApplicationBuilder builder,
        string name,
        string projectPath,
        Action<ProjectResourceOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(projectPath);
        var path = Path.GetFullPath(Path.Combine(builder.AppHostDirectory, projectPath.Replace('\\', Path.DirectorySeparatorChar)));
        return Add(builder, name, new ProjectMetadata(path), configure);
    }

    private static IResourceBuilder<ProjectResource> Add(
        IDistributedApplicationBuilder builder,
        string name,
        IProjectMetadata metadata,
        Action<ProjectResourceOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new ProjectResourceOptions();
        configure(options);
        var project = builder.AddResource(new ProjectResource(name)).WithAnnotation(metadata);
        AddTelemetry(project);
        AddProfileAnnotation(project, options);

        var kestrel = options.ExcludeKestrelEndpoints ? [] : KestrelEndpoints(metadata);
        foreach (var (endpointName, address) in kestrel)
        {
            project.WithEndpoint(endpointName, endpoint => Apply(endpoint, address));
            project.WithEnvironment(context => context.EnvironmentVariables[$"Kestrel__Endpoints__{endpointName}__Url"] = ListenUrl(project.GetEndpoint(endpointName)));
        }

        if (kestrel.Count == 0)
        {
            // Kestrel's own settings, where there are any, win over this variable.
            project.WithEnvironment(context => SetAspNetCoreUrls(context, project.Resource));
        }

        if (LaunchSettingsReader.SelectProfile(project.Resource) is { } selected)
        {
            ApplyProfile(project, selected.Name, selected.Profile, withEndpoints: kestrel.Count == 0);
        }

        return project;
    }

    private static void AddTelemetry(IResourceBuilder<ProjectResource> project)
    {
        project.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory");
        if (project.ApplicationBuilder.Environment.IsDevelopment())
        {
            project.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION", "true");
            project.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION", "true");
        }

        project.WithOtlpExporter();
        project.WithEnvironment(context =>
        {
            // The dashboard shows colors, and reads the simple format.
            context.EnvironmentVariables["DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION"] = "true";
            context.EnvironmentVariables["LOGGING__CONSOLE__FORMATTERNAME"] = "simple";
        });
    }

    private static void AddProfileAnnotation(IResourceBuilder<ProjectResource> project, ProjectResourceOptions options)
    {
        var configuration = project.ApplicationBuilder.Configuration;
        if (options.ExcludeLaunchProfile)
        {
            project.WithAnnotation(new ExcludeLaunchProfileAnnotation());
        }
        else if (!string.IsNullOrEmpty(options.LaunchProfileName))
        {
            project.WithAnnotation(new LaunchProfileAnnotation(options.LaunchProfileName));
        }
        else if ((configuration["AppHost:DefaultLaunchProfileName"] ?? configuration["DOTNET_LAUNCH_PROFILE"]) is { Length: > 0 } own)
        {
            // The app host's own profile is the one to prefer: "https" here means "https" there.
            project.WithAnnotation(new DefaultLaunchProfileAnnotation(own));
        }
    }

    private static void ApplyProfile(IResourceBuilder<ProjectResource> project, string name, LaunchProfile profile, bool withEndpoints)
    {
        if (withEndpoints)
        {
            var counts = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
            foreach (var url in profile.ApplicationUrl?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
            {
                var address = BindingAddress.Parse(url);
                var count = counts[address.Scheme] = counts.GetValueOrDefault(address.Scheme) + 1;
                project.WithEndpoint(count == 1 ? address.Scheme : $"{address.Scheme}{count}", endpoint =>
                {
                    Apply(endpoint, address);
                    endpoint.FromLaunchProfile = true;
                });
            }

            if (Uri.TryCreate(profile.LaunchUrl, UriKind.RelativeOrAbsolute, out var launchUrl))
            {
                project.WithUrls(context => context.Urls
                    .Where(link => link.Endpoint is { Exists: true } endpoint && endpoint.EndpointAnnotation.FromLaunchProfile)
                    .ToList()
                    .ForEach(link => link.Url = launchUrl.IsAbsoluteUri ? launchUrl.ToString() : new Uri(new Uri(link.Url), launchUrl).ToString()));
            }
        }

        project.WithEnvironment(context =>
        {
            context.EnvironmentVariables.TryAdd("DOTNET_LAUNCH_PROFILE", name);
            foreach (var (key, value) in profile.EnvironmentVariables)
            {
                context.EnvironmentVariables.TryAdd(key, Environment.ExpandEnvironmentVariables(value));
            }
        });
    }

    private static void Apply(EndpointAnnotation endpoint, BindingAddress address)
    {
        endpoint.Port = address.Port == 0 ? null : address.Port;
        endpoint.TargetHost = address.Host;
        endpoint.UriScheme = address.Scheme;
    }

    private static Dictionary<string, BindingAddress> KestrelEndpoints(IProjectMetadata metadata)
    {
        var folder = Path.GetDirectoryName(metadata.ProjectPath)!;
        if (!Directory.Exists(folder) || Directory.GetFiles(folder, "*settings*.json").Length == 0)
        {
            return [];
        }

        var environment = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT");
        var endpoints = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(folder, "appsettings.json"), optional: true)
            .AddJsonFile(Path.Combine(folder, $"appsettings.{environment}.json"), optional: true)
            .Build()
            .GetSection("Kestrel:Endpoints")
            .GetChildren();
        return endpoints
            .Where(endpoint => endpoint["Url"] is not null)
            .ToDictionary(endpoint => endpoint.Key, endpoint => BindingAddress.Parse(endpoint["Url"]!), StringComparer.OrdinalIgnoreCase);
    }

    private static void SetAspNetCoreUrls(EnvironmentCallbackContext context, ProjectResource project)
    {
        EndpointReference[] endpoints = [.. project.GetEndpoints().Where(endpoint => endpoint.Scheme is "http" or "https")];
        if (endpoints.Length == 0 || context.EnvironmentVariables.ContainsKey("ASPNETCORE_URLS"))
        {
            return;
        }

        var urls = new ReferenceExpressionBuilder();
        foreach (var endpoint in endpoints)
        {
            urls.AppendLiteral(urls.IsEmpty ? string.Empty : ";");
            urls.AppendFormatted(ListenUrl(endpoint));
        }

        context.EnvironmentVariables["ASPNETCORE_URLS"] = urls.Build();
        if (endpoints.FirstOrDefault(endpoint => endpoint.IsHttps) is { } https)
        {
            context.EnvironmentVariables["ASPNETCORE_HTTPS_PORT"] = https.Property(EndpointProperty.Port);
        }
    }

    private static ReferenceExpression ListenUrl(EndpointReference endpoint) =>
        ReferenceExpression.Create($"{endpoint.Property(EndpointProperty.Scheme)}://{endpoint.EndpointAnnotation.TargetHost}:{endpoint.Property(EndpointProperty.TargetPort)}");
}
