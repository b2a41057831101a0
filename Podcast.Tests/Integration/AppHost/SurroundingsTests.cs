using System.Diagnostics;

namespace Podcast.Tests.Integration.AppHost;

/// <summary>What a stranger reads whose shell has a setting that cannot work: one sentence that names it, and an exit code.</summary>
public sealed class SurroundingsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("podcast-surroundings-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("AWS_REGION", "not a region")]
    [InlineData("ASPNETCORE_URLS", "garbage")]
    [InlineData("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "http://")]
    [InlineData("Ports__Edge", "99999")]
    [InlineData("Startup__Deadline", "soon")]
    public async Task Start_SettingThatIsNone_NamesTheSettingAndTheValue(string variable, string value)
    {
        var (exitCode, error) = await AppHostProcess.RunToEndAsync(Start((variable, value)));

        AssertOneSentence(exitCode, error, variable.Replace("__", ":", StringComparison.Ordinal), $"'{value}'");
    }

    [Fact]
    public async Task Start_TemporaryFolderThatDoesNotExist_NamesVariableAndFolder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other variables for it.");
        var missing = Path.Combine(_folder.FullName, "missing");

        var (exitCode, error) = await AppHostProcess.RunToEndAsync(Start(("TMPDIR", missing)));

        AssertOneSentence(exitCode, error, "TMPDIR", missing);
    }

    [Fact]
    public async Task Start_EndpointsFileInsideAFile_NamesTheFile()
    {
        var file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        var start = Start();
        start.ArgumentList.Add("--EndpointsFile");
        start.ArgumentList.Add(Path.Combine(file, "endpoints.json"));

        var (exitCode, error) = await AppHostProcess.RunToEndAsync(start);

        AssertOneSentence(exitCode, error, Path.Combine(file, "endpoints.json"), "--EndpointsFile");
    }

    [Fact]
    public async Task Start_FewOpenFiles_NamesTheLimit()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such limit.");
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"ulimit -n 256 && exec '{AppHostProcess.Dotnet}' '{AppHostProcess.Assembly}'"]);

        var (exitCode, error) = await AppHostProcess.RunToEndAsync(start);

        AssertOneSentence(exitCode, error, "256", "ulimit -n");
    }

    [Theory]
    [InlineData("PATH")]
    [InlineData("JAVA_HOME")]
    public async Task Start_Java8_NamesBothVersions(string variable)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in for java is a shell script.");
        var java = InstallJava8();
        var value = variable == "PATH" ? $"{Path.GetDirectoryName(java)}:{Environment.GetEnvironmentVariable("PATH")}" : _folder.FullName;

        var (exitCode, error) = await AppHostProcess.RunToEndAsync(Start(("JAVA_HOME", ""), (variable, value)));

        AssertOneSentence(exitCode, error, $"{java} ", "version 1.8.0_392", "Java 17", variable);
    }

    private static ProcessStartInfo Start(params (string Variable, string Value)[] environment)
    {
        var start = new ProcessStartInfo(AppHostProcess.Dotnet, [AppHostProcess.Assembly]);
        foreach (var (variable, value) in environment)
        {
            start.Environment[variable] = value;
        }

        return start;
    }

    private static void AssertOneSentence(int exitCode, string error, params string[] expected)
    {
        Assert.Equal(1, exitCode);
        Assert.All(expected, part => Assert.Contains(part, error, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', error);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    private string InstallJava8()
    {
        var java = Path.Combine(_folder.CreateSubdirectory("bin").FullName, "java");
        File.WriteAllText(java, "#!/bin/sh\necho 'openjdk version \"1.8.0_392\"' >&2\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(java, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return java;
    }
}
