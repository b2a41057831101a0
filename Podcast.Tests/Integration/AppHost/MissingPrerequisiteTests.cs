namespace Podcast.Tests.Integration.AppHost;

/// <summary>What a stranger reads whose machine lacks something: one sentence that says what to do, and nothing half-installed.</summary>
public sealed class MissingPrerequisiteTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("podcast-prerequisites-");

    private string Programs => Path.Combine(_folder.FullName, "bin");

    private string Tools => Path.Combine(_folder.FullName, "tools");

    public MissingPrerequisiteTests() => Directory.CreateDirectory(Programs);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Start_NoJava_NamesThePackage()
    {
        var (exitCode, error) = await AppHostProcess.RunToEndAsync(Programs, Tools);

        AssertOneSentence(exitCode, error, "openjdk-17-jre-headless");
    }

    [Fact]
    public async Task Start_NoNpm_NamesThePackage()
    {
        Install("java", "exit 0");

        var (exitCode, error) = await AppHostProcess.RunToEndAsync(Programs, Tools);

        AssertOneSentence(exitCode, error, "apt-get install nodejs npm");
    }

    [Fact]
    public async Task Start_NoNetwork_SaysSoWithoutTheRegistrysAddress()
    {
        Install("java", "exit 0");
        Install("npm", "echo 'npm error code EAI_AGAIN' >&2; echo 'npm error request to https://registry.example/ failed' >&2; exit 1");

        var (exitCode, error) = await AppHostProcess.RunToEndAsync(Programs, Tools);

        AssertOneSentence(exitCode, error, "EAI_AGAIN");
        Assert.DoesNotContain("registry.example", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DamagedDownload_IsThrownAway()
    {
        Install("java", "exit 0");
        Install("npm", "echo garbage > amplify-dynamodb-simulator-2.9.30.tgz; echo '[]'");

        var (exitCode, error) = await AppHostProcess.RunToEndAsync(Programs, Tools);

        AssertOneSentence(exitCode, error, "hash does not match");
    }

    private void AssertOneSentence(int exitCode, string error, string expected)
    {
        Assert.Equal(1, exitCode);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Empty(Directory.Exists(Tools) ? Directory.GetDirectories(Tools) : []);
    }

    private void Install(string name, string script)
    {
        var file = Path.Combine(Programs, name);
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The fake java and npm are shell scripts.");
        File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
