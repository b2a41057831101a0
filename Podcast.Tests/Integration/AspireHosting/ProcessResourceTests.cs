using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SampleAppHost;

namespace Podcast.Tests.Integration.AspireHosting;

public sealed class ProcessResourceTests
{
    private const string Sleep = "exec sleep 600";

    [Fact]
    public async Task Start_ServiceWithHealthCheck_BecomesHealthyAndGetsItsEnvironment()
    {
        await using var application = await TestApplication.StartAsync(builder =>
        {
            var secret = builder.AddParameter("secret", "s3cret", secret: true);
            builder.AddExecutable("service", "dotnet", ".", "exec", typeof(SampleService).Assembly.Location, "serve")
                .WithHttpEndpoint(env: "PORT")
                .WithHttpHealthCheck("/health")
                .WithEnvironment("SECRET", secret)
                .WithEnvironment("COMPOSED", $"secret is {secret}");
        });

        var healthy = await application.Notifications.WaitForResourceHealthyAsync("service", TestContext.Current.CancellationToken);

        Assert.Equal(HealthStatus.Healthy, healthy.Snapshot.HealthStatus);
        using var client = new HttpClient { BaseAddress = new Uri(Assert.Single(healthy.Snapshot.Urls).Url) };
        Assert.Equal("s3cret", await client.GetStringAsync("/environment/SECRET", TestContext.Current.CancellationToken));
        Assert.Equal("secret is s3cret", await client.GetStringAsync("/environment/COMPOSED", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Start_WaitForCompletion_StartsAfterTheOtherHasEnded()
    {
        await using var application = await TestApplication.StartAsync(builder =>
        {
            var first = builder.AddExecutable("first", "sh", ".", "-c", "echo prepared");
            builder.AddExecutable("second", "sh", ".", "-c", Sleep).WaitForCompletion(first);
        });

        var second = await application.WaitAsync("second", KnownResourceStates.Running);
        var first = await application.WaitAsync("first", KnownResourceStates.Finished);

        Assert.Equal(0, first.Snapshot.ExitCode);
        Assert.True(second.Snapshot.StartTimeStamp >= first.Snapshot.StopTimeStamp);
    }

    [Fact]
    public async Task Start_WaitForCompletionOfAFailure_FailsAndSaysWhy()
    {
        await using var application = await TestApplication.StartAsync(builder =>
        {
            var first = builder.AddExecutable("first", "sh", ".", "-c", "exit 7");
            builder.AddExecutable("second", "sh", ".", "-c", Sleep).WaitForCompletion(first);
        });

        await application.WaitAsync("second", KnownResourceStates.FailedToStart);

        Assert.Contains("exit code '7', expected '0'", await application.WaitForLineAsync("second", "stopped waiting"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_UnknownProgram_FailsWithASentence()
    {
        await using var application = await TestApplication.StartAsync(builder => builder.AddExecutable("tool", "no-such-program", "."));

        await application.WaitAsync("tool", KnownResourceStates.FailedToStart);

        await application.WaitForLineAsync("tool", "'no-such-program' could not be started: there is no such program");
    }

    [Fact]
    public async Task Start_PortInUse_ThrowsAndNamesResourceAndPort()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => TestApplication.StartAsync(builder =>
            builder.AddExecutable("service", "sh", ".", "-c", Sleep).WithHttpEndpoint(port: port)));

        Assert.Contains($"Port {port}", error.Message, StringComparison.Ordinal);
        Assert.Contains("'service'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RestartCommand_RunningProcess_IsReplaced()
    {
        await using var application = await TestApplication.StartAsync(builder => builder.AddExecutable("service", "sh", ".", "-c", Sleep));
        var before = ProcessId(await application.WaitAsync("service", KnownResourceStates.Running));

        var result = await application.Application.ResourceCommands.ExecuteCommandAsync("service", KnownResourceCommands.RestartCommand, TestContext.Current.CancellationToken);

        Assert.True(result.Success, result.Message);
        var after = await application.Notifications.WaitForResourceAsync(
            "service", change => change.Snapshot.State?.Text == KnownResourceStates.Running && ProcessId(change) != before, TestContext.Current.CancellationToken);
        Assert.NotEqual(before, ProcessId(after));
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(before));
    }

    [Fact]
    public async Task StartCommand_WaitingResource_StartsWithoutWaiting()
    {
        await using var application = TestApplication.Build(builder =>
        {
            var never = builder.AddExecutable("never", "sh", ".", "-c", Sleep).WithExplicitStart();
            builder.AddExecutable("impatient", "sh", ".", "-c", Sleep).WaitFor(never);
        });
        var start = application.Application.StartAsync(TestContext.Current.CancellationToken);
        await application.WaitAsync("impatient", KnownResourceStates.Waiting);

        await application.Application.ResourceCommands.ExecuteCommandAsync("impatient", KnownResourceCommands.StartCommand, TestContext.Current.CancellationToken);

        await application.WaitAsync("impatient", KnownResourceStates.Running);
        await start;
    }

    [Fact]
    public async Task ConsoleLog_BothStreams_TellsErrorsApart()
    {
        await using var application = await TestApplication.StartAsync(builder =>
            builder.AddExecutable("talker", "sh", ".", "-c", $"echo good; echo bad >&2; {Sleep}"));

        Assert.Matches(@"^\d{4}-\d\d-\d\dT[\d:.]+Z good$", await application.WaitForLineAsync("talker", "good"));
        await application.WaitForLineAsync("talker", "bad");
    }

    private static int ProcessId(ResourceEvent change) =>
        change.Snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value as int? ?? 0;
}
