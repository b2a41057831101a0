using System.Runtime.InteropServices;

namespace Aspire.Hosting.Processes;

/// <summary>Finds the <c>dotnet</c> that runs this app host.</summary>
internal static class DotNet
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        // …/shared/Microsoft.NETCore.App/10.0.0/
        var root = System.IO.Path.GetFullPath(System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var path = System.IO.Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return File.Exists(path) ? path : "dotnet";
    }
}
