using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>What is different in a test: no dashboard, any free ports, the settings of the app host's launch profile.</summary>
internal static class TestDefaults
{
    public static void Apply(
        Assembly appHost,
        string[] args,
        DistributedApplicationOptions options,
        HostApplicationBuilderSettings hostOptions,
        Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure)
    {
        hostOptions.Args = [.. hostOptions.Args ?? [], .. args];
        hostOptions.ApplicationName = appHost.GetName().Name;
        hostOptions.Configuration ??= new ConfigurationManager();
        options.Args = hostOptions.Args;
        options.AssemblyName = appHost.GetName().Name;
        options.DisableDashboard = true;
        options.EnableResourceLogging = true;

        var folder = AssemblyMetadata.Find(appHost, "apphostprojectpath");
        if (folder is not null && Directory.Exists(folder))
        {
            hostOptions.ContentRootPath = folder;
        }

        AddMissing(hostOptions, new Dictionary<string, string?>
        {
            [KnownConfigNames.RandomizePorts] = "true",
            [KnownConfigNames.DashboardUrls] = "http://localhost:8080",
            [KnownConfigNames.DashboardOtlpGrpcUrl] = "http://localhost:4317",
            [KnownConfigNames.AllowUnsecuredTransport] = "true",
        });
        configure(options, hostOptions);
        if (folder is not null && LaunchSettingsReader.Read(folder) is { Profiles.Count: > 0 } settings)
        {
            AddMissing(hostOptions, ProfileVariables(settings, hostOptions.Configuration["DOTNET_LAUNCH_PROFILE"]));
        }
    }

    private static Dictionary<string, string?> ProfileVariables(LaunchSettings settings, string? asked)
    {
        var name = string.IsNullOrEmpty(asked) ? settings.Profiles.First().Key : asked;
        if (!settings.Profiles.TryGetValue(name, out var profile))
        {
            throw new InvalidOperationException($"The configured launch profile, '{name}', was not found in the launch settings file.");
        }

        var variables = new Dictionary<string, string?> { ["DOTNET_LAUNCH_PROFILE"] = name };
        foreach (var (key, value) in profile.EnvironmentVariables)
        {
            variables[key] = value;
            foreach (var prefix in (string[])["DOTNET_", "ASPNETCORE_"])
            {
                // The host reads its own settings without the prefix.
                if (key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                {
                    variables.TryAdd(key[prefix.Length..], value);
                }
            }
        }

        return variables;
    }

    private static void AddMissing(HostApplicationBuilderSettings hostOptions, Dictionary<string, string?> defaults)
    {
        var given = new ConfigurationBuilder().AddConfiguration(hostOptions.Configuration!).AddCommandLine(hostOptions.Args ?? []).Build();
        hostOptions.Configuration!.AddInMemoryCollection(defaults.Where(entry => given[entry.Key] is null));
    }
}
