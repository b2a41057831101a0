using System.Diagnostics;
using System.Reflection;
using Podcast.Infra;

namespace Podcast.Tests.Integration.Infra;

/// <summary>The CDK app.</summary>
internal static class StackApp
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    // The CDK's Node.js process takes one call after the other, and what it is told counts for the whole process.
    private static readonly SemaphoreSlim OneAtATime = new(1);

    /// <summary>Synthesizes the template of a context in this process, and returns its text.</summary>
    public static async Task<string> SynthesizeAsync(CancellationToken cancellationToken, params string[] context)
    {
        var folder = Directory.CreateTempSubdirectory("podcast-template-");
        await OneAtATime.WaitAsync(cancellationToken);
        try
        {
            var path = Path.Combine(folder.FullName, "template.json");
            string[] args = ["--template", path, .. context.SelectMany(setting => (string[])["--context", setting])];
            var exitCode = await Task.Run(() => Synthesis.Run(args), cancellationToken).WaitAsync(Deadline, cancellationToken);
            Assert.True(exitCode == 0, "The standard error has the reason.");
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        finally
        {
            OneAtATime.Release();
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Runs the app as the build and the CDK's CLI do: in a process of its own.</summary>
    public static Task<(int ExitCode, string Errors)> RunAsync(CancellationToken cancellationToken, params string[] args) => RunAsync([], args, cancellationToken);

    /// <param name="environment">Variables besides those of this process.</param>
    /// <param name="args">The command line.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static async Task<(int ExitCode, string Errors)> RunAsync(
        Dictionary<string, string> environment, string[] args, CancellationToken cancellationToken)
    {
        var app = typeof(StackApp).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "StackApp").Value!;
        var start = new ProcessStartInfo("dotnet", [app, .. args]) { RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        var errors = await process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        return (process.ExitCode, errors);
    }
}
