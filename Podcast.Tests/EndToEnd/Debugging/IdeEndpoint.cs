using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Podcast.Tests.EndToEnd.Debugging;

/// <summary>
/// Plays the IDE towards DCP: https://github.com/microsoft/aspire/blob/main/docs/specs/IDE-execution.md. Where a real one would start its debugger, it
/// starts the project's built program with the environment that it was given.
/// </summary>
internal sealed class IdeEndpoint : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentDictionary<string, Process> _processes = new();
    private readonly Channel<JsonObject> _notifications = Channel.CreateUnbounded<JsonObject>();
    private readonly Channel<RunSession> _sessions = Channel.CreateUnbounded<RunSession>();
    private readonly Func<string, string> _programOf;
    private readonly string _token = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    private IdeEndpoint(WebApplication server, Func<string, string> programOf)
    {
        _server = server;
        _programOf = programOf;
    }

    /// <summary>What the app host has to find in its environment.</summary>
    public Dictionary<string, string> Environment => new()
    {
        // In this form, and with this name: DCP takes nothing else.
        ["DEBUG_SESSION_PORT"] = $"localhost:{new Uri(_server.Urls.Single()).Port}",
        ["DEBUG_SESSION_TOKEN"] = _token,
        ["DEBUG_SESSION_RUN_MODE"] = "Debug",
        ["DEBUG_SESSION_INFO"] = Info.ToJsonString(),
    };

    private static JsonObject Info => new()
    {
        ["protocols_supported"] = new JsonArray("2024-03-03", "2024-04-23", "2025-10-01"),
        ["supported_launch_configurations"] = new JsonArray("project"),
    };

    /// <param name="programOf">The built program of a project file.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<IdeEndpoint> StartAsync(Func<string, string> programOf, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var ide = new IdeEndpoint(server, programOf);
        server.UseWebSockets();
        server.Run(ide.HandleAsync);
        await server.StartAsync(cancellationToken);
        return ide;
    }

    /// <summary>Waits for the next program that is to be run.</summary>
    public ValueTask<RunSession> ReadSessionAsync(CancellationToken cancellationToken) => _sessions.Reader.ReadAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes.Values)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }

        await _server.DisposeAsync();
    }

    private Task HandleAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization != $"Bearer {_token}")
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        return (context.Request.Method, context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries)) switch
        {
            ("GET", ["info"]) => context.Response.WriteAsync(Info.ToJsonString(), context.RequestAborted),
            ("GET", ["run_session", "notify"]) => NotifyAsync(context),
            ("PUT", ["run_session"]) => RunAsync(context),
            ("DELETE", ["run_session", var id]) => StopAsync(context, id),
            _ => Task.FromResult(context.Response.StatusCode = StatusCodes.Status404NotFound),
        };
    }

    private async Task NotifyAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        try
        {
            await foreach (var notification in _notifications.Reader.ReadAllAsync(context.RequestAborted))
            {
                var line = Encoding.UTF8.GetBytes(notification.ToJsonString() + "\n");
                await socket.SendAsync(line, WebSocketMessageType.Text, endOfMessage: true, context.RequestAborted);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException)
        {
            // DCP has ended.
        }
    }

    private async Task RunAsync(HttpContext context)
    {
        var body = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!;
        var launch = body["launch_configurations"]![0]!;
        var session = new RunSession(
            launch["type"]!.GetValue<string>(),
            launch["project_path"]!.GetValue<string>(),
            launch["mode"]?.GetValue<string>() ?? "Debug",
            (body["env"]?.AsArray() ?? []).ToDictionary(variable => variable!["name"]!.GetValue<string>(), variable => variable!["value"]!.GetValue<string>()),
            [.. (body["args"]?.AsArray() ?? []).Select(argument => argument!.GetValue<string>())]);

        var id = Guid.NewGuid().ToString("N");
        var process = Start(session);
        _processes[id] = process;
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = $"{_server.Urls.Single()}/run_session/{id}";
        await context.Response.CompleteAsync();
        _notifications.Writer.TryWrite(new() { ["notification_type"] = "processRestarted", ["session_id"] = id, ["pid"] = process.Id });
        _ = ReportExitAsync(id, process);
        _sessions.Writer.TryWrite(session);
    }

    private async Task ReportExitAsync(string id, Process process)
    {
        await process.WaitForExitAsync(CancellationToken.None);
        _notifications.Writer.TryWrite(new() { ["notification_type"] = "sessionTerminated", ["session_id"] = id, ["exit_code"] = process.ExitCode & 0xff });
    }

    private Task StopAsync(HttpContext context, string id)
    {
        if (_processes.TryGetValue(id, out var process))
        {
            process.Kill(entireProcessTree: true);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }

        return Task.CompletedTask;
    }

    private Process Start(RunSession session)
    {
        var start = new ProcessStartInfo(_programOf(session.ProjectPath), session.Arguments)
        {
            WorkingDirectory = Path.GetDirectoryName(session.ProjectPath)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in session.Environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        // Nobody reads it, and a pipe that is full would stop the process.
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
