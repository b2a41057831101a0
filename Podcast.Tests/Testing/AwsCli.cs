using System.Diagnostics;

namespace Podcast.Tests.Testing;

/// <summary>
/// Debian's AWS CLI against a local AWS, as an operator types it: in the script, <c>aws</c> is a function that adds <c>--endpoint-url</c> and nothing else. This version
/// of the CLI does not read the endpoint from the environment.
/// </summary>
internal sealed class AwsCli(Uri endpoint, string accessKeyId, string secretAccessKey, string region = "us-east-1")
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private const string Preamble = """
        dpkg --status awscli > /dev/null
        aws() { /usr/bin/aws --endpoint-url "$ENDPOINT" "$@"; }

        """;

    /// <summary>Runs a script of bash and returns what it printed.</summary>
    /// <param name="script">The script; a command that fails ends it.</param>
    /// <param name="cancellationToken">Ends the script.</param>
    /// <exception cref="InvalidOperationException">The CLI is not installed, or a command failed.</exception>
    public async Task<string> RunAsync(string script, CancellationToken cancellationToken)
    {
        var (exitCode, output, errors) = await TryAsync(script, cancellationToken);
        return exitCode == 0
            ? output
            : throw new InvalidOperationException($"The script ended with {exitCode}. Is awscli installed (apt-get install awscli)?\n{script}\n{output}\n{errors}");
    }

    /// <summary>Runs a script that may fail.</summary>
    /// <returns>The exit code, the output and the error output.</returns>
    public async Task<(int ExitCode, string Output, string Errors)> TryAsync(string script, CancellationToken cancellationToken)
    {
        var home = Directory.CreateTempSubdirectory("podcast-cli-").FullName;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", Preamble + script])
        {
            WorkingDirectory = home,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var inherited in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(inherited);
        }

        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["ENDPOINT"] = endpoint.GetLeftPart(UriPartial.Authority),
            ["HOME"] = home,
            ["AWS_ACCESS_KEY_ID"] = accessKeyId,
            ["AWS_SECRET_ACCESS_KEY"] = secretAccessKey,
            ["AWS_DEFAULT_REGION"] = region,
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["AWS_MAX_ATTEMPTS"] = "1",
            ["AWS_PAGER"] = "",
            ["LC_ALL"] = "C.UTF-8",
            ["no_proxy"] = "*",
        })
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }

            Directory.Delete(home, recursive: true);
        }
    }
}
