using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Podcast.LocalAws.Lambda.Processes;

/// <summary>
/// How Lambda starts a function: an own runtime by its <c>bootstrap</c>, the managed .NET runtime by the assembly or the executable file that is
/// named like the handler. See https://docs.aws.amazon.com/lambda/latest/dg/csharp-handler.html and
/// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html.
/// </summary>
internal static class FunctionCommand
{
    /// <returns><see langword="null"/> when the package has nothing to start.</returns>
    public static ProcessStartInfo? Create(string folder, FunctionConfiguration function)
    {
        if (!function.Runtime.StartsWith("dotnet", StringComparison.Ordinal))
        {
            return Executable(Path.Combine(folder, "bootstrap"));
        }

        var assembly = Path.Combine(folder, function.Handler.EndsWith(".dll", StringComparison.Ordinal) ? function.Handler : function.Handler + ".dll");
        if (File.Exists(assembly))
        {
            return Dotnet(assembly);
        }

        // Windows starts no shell script; what it would start is the one assembly that has a runtime configuration.
        return OperatingSystem.IsWindows() && Directory.GetFiles(folder, "*.runtimeconfig.json") is [var configuration]
            ? Dotnet(configuration.Replace(".runtimeconfig.json", ".dll", StringComparison.Ordinal))
            : Executable(Path.Combine(folder, function.Handler));
    }

    /// <summary>Why the code of a function cannot be run here, in one sentence; <see langword="null"/> when it can.</summary>
    /// <param name="runtime">The runtime's identifier.</param>
    /// <param name="code">The property Code.</param>
    public static string? WhyNotRunnable(string? runtime, JsonObject? code) =>
        code?["ImageUri"] is not null ? "LocalAws runs no container images: nobody runs this function here."
        : code?["ZipFile"] is not null ? "LocalAws runs packages in S3 only, and no inline code: nobody runs this function here."
        : runtime is null || runtime.StartsWith("dotnet", StringComparison.Ordinal) || runtime.StartsWith("provided", StringComparison.Ordinal) ? null
        : $"LocalAws runs the runtimes dotnet and provided, and not {runtime}: nobody runs this function here.";

    private static ProcessStartInfo Dotnet(string assembly) => new("dotnet") { ArgumentList = { "exec", assembly } };

    private static ProcessStartInfo? Executable(string path) => File.Exists(path) ? new(path) : null;
}
