using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Protocol;
using Grpc.Core;
using Grpc.Net.Client;
using Protocol = Aspire.Hosting.Dashboard.Protocol;

namespace Podcast.Tests.Integration.AspireHosting;

/// <summary>Speaks to the resource service as the dashboard does.</summary>
public sealed class ResourceServiceTests
{
    /// <summary>Something that stays, in the place of the dashboard.</summary>
    private static readonly Lazy<string> s_idleDashboard = new(() =>
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A script stands in the place of the dashboard.");
        var path = Path.Combine(Directory.CreateTempSubdirectory("podcast-test-").FullName, "dashboard");
        File.WriteAllText(path, "#!/bin/sh\nexec sleep 600\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    });

    [Fact]
    public async Task WatchResources_RunningApplication_ShowsItsResources()
    {
        await using var application = await StartAsync();
        using var channel = await ConnectAsync(application);

        var resource = await WatchUntilAsync(application, channel, resource => resource is { DisplayName: "talker", State: "Running" });

        Assert.StartsWith("talker-", resource.Name, StringComparison.Ordinal);
        Assert.Equal("Executable", resource.ResourceType);
        Assert.NotNull(resource.CreatedAt);
        Assert.NotNull(resource.StartedAt);
        Assert.Contains(resource.Environment, variable => variable is { Name: "GREETING", Value: "hello" });
        Assert.Contains(resource.Properties, property => property.Name == "executable.pid" && property.Value.NumberValue > 0);
        Assert.Equal(["restart", "say", "start", "stop"], resource.Commands.Select(command => command.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task WatchResourceConsoleLogs_TalkingProcess_GetsItsLines()
    {
        await using var application = await StartAsync();
        using var channel = await ConnectAsync(application);
        var resource = await WatchUntilAsync(application, channel, resource => resource is { DisplayName: "talker", State: "Running" });

        using var call = Client(channel).WatchResourceConsoleLogs(new WatchResourceConsoleLogsRequest { ResourceName = resource.Name }, Key(application), cancellationToken: TestContext.Current.CancellationToken);
        var lines = new List<ConsoleLogLine>();
        while (lines.Count < 2 && await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken))
        {
            lines.AddRange(call.ResponseStream.Current.LogLines);
        }

        Assert.Contains(lines, line => line.Text.EndsWith(" good", StringComparison.Ordinal) && !line.IsStdErr);
        Assert.Contains(lines, line => line.Text.EndsWith(" bad", StringComparison.Ordinal) && line.IsStdErr);
    }

    [Fact]
    public async Task ExecuteResourceCommand_WithArguments_RunsAndReturnsItsResult()
    {
        await using var application = await StartAsync();
        using var channel = await ConnectAsync(application);
        var resource = await WatchUntilAsync(application, channel, resource => resource is { DisplayName: "talker", State: "Running" });
        var request = new ResourceCommandRequest
        {
            ResourceName = resource.Name,
            CommandName = "say",
            Arguments = { ["what"] = Google.Protobuf.WellKnownTypes.Value.ForString("ahoy") },
        };

        var response = await Client(channel).ExecuteResourceCommandAsync(request, Key(application), cancellationToken: TestContext.Current.CancellationToken);
        request.Arguments.Clear();
        var refused = await Client(channel).ExecuteResourceCommandAsync(request, Key(application), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal((ResourceCommandResponseKind.Succeeded, "ahoy"), (response.Kind, response.Message));
        Assert.Equal(ResourceCommandResponseKind.InvalidArguments, refused.Kind);
    }

    [Fact]
    public async Task GetApplicationInformation_WrongKey_IsRefused()
    {
        await using var application = await StartAsync();
        using var channel = await ConnectAsync(application);

        var error = await Assert.ThrowsAsync<RpcException>(async () =>
            await Client(channel).GetApplicationInformationAsync(new ApplicationInformationRequest(), new Metadata { { "x-resource-service-api-key", "wrong" } }, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(StatusCode.Unauthenticated, error.StatusCode);
    }

    private static Task<TestApplication> StartAsync() => TestApplication.StartAsync(
        builder =>
        {
            builder.Configuration["DcpPublisher:DashboardPath"] = s_idleDashboard.Value;
            builder.Configuration["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true";
            builder.AddExecutable("talker", "sh", ".", "-c", "echo good; echo bad >&2; exec sleep 600")
                .WithEnvironment("GREETING", "hello")
                .WithCommand(
                    "say",
                    "Say",
                    context => Task.FromResult(CommandResults.Success(context.Arguments.GetString("what")!)),
                    new CommandOptions { Arguments = [new Aspire.Hosting.InteractionInput { Name = "what", InputType = Aspire.Hosting.InputType.Text, Required = true }] });
        },
        dashboard: true);

    private static async Task<GrpcChannel> ConnectAsync(TestApplication application)
    {
        var dashboard = await application.WaitAsync("aspire-dashboard", KnownResourceStates.Running);
        return GrpcChannel.ForAddress(dashboard.Snapshot.EnvironmentVariables.Single(variable => variable.Name == "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL").Value!);
    }

    private static Metadata Key(TestApplication application)
    {
        Assert.True(application.Notifications.TryGetCurrentState("aspire-dashboard", out var dashboard));
        return new Metadata { { "x-resource-service-api-key", dashboard.Snapshot.EnvironmentVariables.Single(variable => variable.Name == "DASHBOARD__RESOURCESERVICECLIENT__APIKEY").Value! } };
    }

    private static Protocol.DashboardService.DashboardServiceClient Client(GrpcChannel channel) => new(channel);

    private static async Task<Protocol.Resource> WatchUntilAsync(TestApplication application, GrpcChannel channel, Func<Protocol.Resource, bool> condition)
    {
        using var call = Client(channel).WatchResources(new WatchResourcesRequest(), Key(application), cancellationToken: TestContext.Current.CancellationToken);
        await foreach (var update in call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            foreach (var resource in update.Changes?.Value.Select(change => change.Upsert).Where(condition) ?? [])
            {
                return resource;
            }
        }

        throw new InvalidOperationException("The stream ended.");
    }
}
