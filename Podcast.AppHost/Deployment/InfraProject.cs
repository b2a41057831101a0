using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Podcast.AppHost.Hosting;

namespace Podcast.AppHost.Deployment;

/// <summary>The CDK app beside the app host, as the build left it.</summary>
internal sealed class InfraProject(IDistributedApplicationBuilder builder)
{
    private const string Outputs = "outputs.json";

    /// <summary>The folder of the project, where the CDK app has to be run.</summary>
    public string Folder { get; } = Path.GetFullPath(Path.Combine(builder.AppHostDirectory, "..", "Podcast.Infra"));

    private string Artifacts { get; } = builder.AppHostAssembly!.GetMetadata("ArtifactsPath");

    private string Configuration { get; } = builder.AppHostAssembly!.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration.ToLowerInvariant();

    /// <summary>
    /// Synthesizes the cloud assembly into <paramref name="output"/>. The functions are published first, unless <c>--Functions</c> names a published package;
    /// <c>--Context:environment=prod</c> and its like are the CDK's context.
    /// </summary>
    public async Task SynthesizeAsync(string output, ILogger logger, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(output);
        var functions = builder.Configuration["Functions"] is { Length: > 0 } published
            ? (string[])["--functions", Path.GetFullPath(published)]
            : ["--publish", Path.Combine(Artifacts, "publish-functions")];
        var context = builder.Configuration.GetSection("Context").GetChildren().SelectMany(setting => (string[])["--context", $"{setting.Key}={setting.Value}"]);
        var start = new ProcessStartInfo(
            Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
            [Path.Combine(Artifacts, "bin", "Podcast.Infra", Configuration, "Podcast.Infra.dll"), .. functions, .. context])
        {
            WorkingDirectory = Folder,
            Environment = { ["CDK_OUTDIR"] = output },
        };
        await StepProcess.RunAsync(start, "The stack could not be synthesized", logger, cancellationToken);
        logger.LogSynthesized(output);
    }

    /// <summary>Deploys what <see cref="SynthesizeAsync"/> has left in <paramref name="assembly"/>.</summary>
    /// <returns>The outputs of the stack by name.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> DeployAsync(string cli, string assembly, ILogger logger, CancellationToken cancellationToken)
    {
        var outputs = Path.Combine(assembly, Outputs);
        // A prompt could not be confirmed here; 'npx cdk diff' shows beforehand which permissions a change would grant.
        var start = new ProcessStartInfo(
            "node",
            [cli, "deploy", "--all", "--app", assembly, "--require-approval", "never", "--progress", "events", "--outputs-file", outputs, "--ci", "--no-notices", "--no-color"])
        {
            WorkingDirectory = assembly,
        };
        await StepProcess.RunAsync(start, "cdk deploy failed", logger, cancellationToken);
        return JsonNode.Parse(await File.ReadAllTextAsync(outputs, cancellationToken))!.AsObject()
            .SelectMany(stack => stack.Value!.AsObject())
            .ToDictionary(output => output.Key, output => output.Value!.ToString());
    }
}
