namespace Podcast.AppHost.Startup;

/// <summary>Checks the folder where Aspire, DCP and the local AWS keep what they need while they run.</summary>
internal static class TemporaryFolder
{
    private static readonly string[] Variables = OperatingSystem.IsWindows() ? ["TMP", "TEMP"] : ["TMPDIR"];

    /// <exception cref="DistributedApplicationException">It cannot be written to.</exception>
    public static void Check()
    {
        var folder = Path.GetTempPath();
        try
        {
            Directory.Delete(Directory.CreateDirectory(Path.Combine(RequireExisting(folder), $"podcast-{Guid.NewGuid():N}")).FullName);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            var variable = Variables.FirstOrDefault(name => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)));
            throw new DistributedApplicationException(
                $"{(variable is null ? "The temporary folder" : $"{variable} names the temporary folder, which")} is '{folder.TrimEnd(Path.DirectorySeparatorChar)}' and cannot be used ({failure.Message.TrimEnd('.')}): "
                + $"{(variable is null ? "make it writable" : $"set {variable} to a folder that can be written or unset it")}, then run again.",
                failure);
        }
    }

    private static string RequireExisting(string folder) =>
        Directory.Exists(folder) ? folder : throw new DirectoryNotFoundException("it does not exist");
}
