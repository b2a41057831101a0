using System.Diagnostics;
using System.Text;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.EndToEnd.Debugging;

/// <summary>The requests to an IDE that debugs the app host. Which IDEs were tried is in docs/debugging.md.</summary>
public sealed class DebuggingTests
{
    private static readonly TimeSpan StartBound = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan StopBound = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task AppHost_UnderAnIde_HandsEveryFunctionsProjectToItsDebugger()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(StartBound);
        var folder = Directory.CreateTempSubdirectory("podcast-debugging-");
        await using var ide = await IdeEndpoint.StartAsync(project => Program(Path.GetFileNameWithoutExtension(project)), deadline.Token);
        using var appHost = Start(ide, folder.FullName, out var output);
        try
        {
            var handlers = SynthesizedTemplate.OfType("AWS::Lambda::Function").Select(function => function.Value("Handler")!).Where(handler => handler != "EmptyBucket").ToHashSet();
            var debugged = new HashSet<string>();
            for (var aws = false; !aws || !debugged.SetEquals(handlers);)
            {
                var session = await ReadAsync(ide, output, deadline.Token);
                Assert.Equal(("project", "Debug"), (session.Type, session.Mode));
                Assert.True(File.Exists(session.ProjectPath), session.ProjectPath);
                Assert.Empty(session.Arguments);
                switch (Path.GetFileName(session.ProjectPath))
                {
                    case "Podcast.LocalAws.csproj":
                        aws = true;
                        break;
                    case "Podcast.Functions.csproj":
                        // The same environment as without an IDE: a debugger stops in the function that the template describes.
                        Assert.Contains("AWS_LAMBDA_RUNTIME_API", session.Environment.Keys);
                        Assert.Contains("AWS_LAMBDA_RUNTIME_API", session.Environment["PODCAST_FUNCTION_VARIABLES"].Split(','));
                        debugged.Add(session.Environment["_HANDLER"]);
                        break;
                    default:
                        Assert.Fail($"The IDE was told to start {session.ProjectPath}.");
                        break;
                }
            }
        }
        finally
        {
            using (Process.Start("kill", ["-TERM", $"{appHost.Id}"]))
            {
                await appHost.WaitForExitAsync(CancellationToken.None).WaitAsync(StopBound, CancellationToken.None);
            }

            folder.Delete(recursive: true);
        }
    }

    private static async Task<RunSession> ReadAsync(IdeEndpoint ide, StringBuilder output, CancellationToken cancellationToken)
    {
        try
        {
            return await ide.ReadSessionAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            lock (output)
            {
                throw new TimeoutException($"The IDE was told to start nothing more. The app host: {output}");
            }
        }
    }

    private static Process Start(IdeEndpoint ide, string folder, out StringBuilder output)
    {
        var start = new ProcessStartInfo(Program("Podcast.AppHost"), ["--EndpointsFile", Path.Combine(folder, "endpoints.json")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true" },
        };
        foreach (var (name, value) in ide.Environment)
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        var lines = output = new();
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;

        void Append(string? line)
        {
            lock (lines)
            {
                lines.AppendLine(line);
            }
        }
    }

    private static string Program(string project) =>
        Path.Combine(Repository.Output(project), OperatingSystem.IsWindows() ? $"{project}.exe" : project);
}
