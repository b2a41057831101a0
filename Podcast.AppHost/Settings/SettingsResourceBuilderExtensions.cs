using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Podcast.AppHost.Startup;

namespace Podcast.AppHost.Settings;

/// <summary>Shows the settings of the run in the dashboard's Parameters tab.</summary>
internal static class SettingsResourceBuilderExtensions
{
    private const string AnyFreePort = " 0 takes any free one. A new value counts from the next start of the app host.";

    private static readonly Setting[] Ports =
    [
        new("aws-port", "Ports:Aws", "0", "The port of the AWS endpoint, for SDKs and the AWS CLI." + AnyFreePort),
        new("edge-port", "Ports:Edge", "0", "The port of the distribution, for podcast apps." + AnyFreePort),
        new("publisher-port", "Ports:Publisher", "0", "The port of the publisher API's function URL." + AnyFreePort),
        new("webhooks-port", "Ports:Webhooks", "0", "The port of the function URL that payment providers call." + AnyFreePort),
    ];

    private static readonly Setting Region = new("region", RegionSetting.Name, RegionSetting.Default, "The region of the local account, at the next start of the app host.");

    /// <summary>Switches of the local AWS, by the environment variable that it reads.</summary>
    private static readonly (string Variable, Setting Setting)[] Switches =
    [
        ("LocalAws__EnforceFunctionTimeouts", new(
            "enforce-function-timeouts", "LocalAws:EnforceFunctionTimeouts", "true",
            "true fails a function that runs longer than its timeout, as AWS does; false lets you stand at a breakpoint. A new value counts when 'aws' is restarted.")),
        ("LocalAws__KeyValueStorePropagationDelay", new(
            "store-propagation-delay", "LocalAws:KeyValueStorePropagationDelay", "00:00:00",
            "How long a write to the key-value store takes to reach the edge. A new value counts when 'aws' is restarted.")),
    ];

    /// <summary>
    /// Gives each setting its default and shows it as a parameter of <paramref name="aws"/>. A parameter that has a value is never prompted for, so a start
    /// waits for nobody.
    /// </summary>
    public static void AddSettings(this IDistributedApplicationBuilder builder, IResourceBuilder<ProjectResource> aws)
    {
        builder.AddDefaults([.. Ports, Region, .. Switches.Select(pair => pair.Setting)]);
        foreach (var setting in (Setting[])[.. Ports, Region])
        {
            aws.WithReferenceRelationship(builder.AddSetting(setting));
        }

        foreach (var (variable, setting) in Switches)
        {
            aws.WithEnvironment(variable, builder.AddSetting(setting));
        }
    }

    // Before every other source, so that each of them counts more.
    private static void AddDefaults(this IDistributedApplicationBuilder builder, IReadOnlyList<Setting> settings) =>
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = settings.ToDictionary(setting => setting.Key, string? (setting) => setting.Default),
        });

    private static IResourceBuilder<ParameterResource> AddSetting(this IDistributedApplicationBuilder builder, Setting setting) =>
        builder.AddParameterFromConfiguration(setting.Name, setting.Key).WithDescription(setting.Description).ExcludeFromManifest();
}
