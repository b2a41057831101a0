using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Podcast.LocalAws.Logs.Patterns;
using Podcast.Telemetry;

namespace Podcast.Tests.Unit.ServiceDefaults.Telemetry;

public sealed class LambdaLogFormatterTests
{
    private readonly FakeTimeProvider _time = new(new(2026, 3, 1, 12, 0, 30, 250, TimeSpan.Zero));

    [Fact]
    public void Write_ARecord_IsOneLineWithTheMembersOfLambda()
    {
        var line = Write(LogLevel.Warning, new(6003, "Failed"), null, "{Show} failed after {Attempts} attempts: {Reason}", "show", 4, null);

        Assert.EndsWith("}\n", line, StringComparison.Ordinal);
        Assert.Equal(1, line.Count(symbol => symbol == '\n'));
        var record = JsonNode.Parse(line)!;
        Assert.Equal(
            ("2026-03-01T12:00:30.250Z", "Warning", "show failed after 4 attempts: (null)", "Podcast.Functions.Transcoding", 6003),
            ((string)record["timestamp"]!, (string)record["level"]!, (string)record["message"]!, (string)record["category"]!, (int)record["eventId"]!));
        Assert.Equal(("show", 4, true), ((string)record["Show"]!, (int)record["Attempts"]!, record.AsObject().ContainsKey("Reason")));
        Assert.False(record.AsObject().ContainsKey("{OriginalFormat}"));
    }

    [Fact]
    public void Write_AnException_IsFoundByTheFilterOfTheRunbook()
    {
        var line = Write(LogLevel.Error, default, new InvalidOperationException("two\nlines"), "broken");

        var record = JsonNode.Parse(line)!;
        Assert.Equal(("System.InvalidOperationException", "two\nlines"), ((string)record["errorType"]!, (string)record["errorMessage"]!));
        Assert.StartsWith("System.InvalidOperationException: two", (string)record["stackTrace"]![0]!, StringComparison.Ordinal);
        Assert.True(FilterPattern.Parse("{ $.level = \"Error\" }").Matches(line.TrimEnd()));
    }

    [Fact]
    public void Write_ArgumentsWithTheNamesOfMembers_DoNotReplaceThem()
    {
        var record = JsonNode.Parse(Write(LogLevel.Information, default, null, "{message} {level} {Count} {Count}", "one", "two", double.NaN, 2L))!;

        Assert.Equal(("one two NaN 2", "Information", "NaN"), ((string)record["message"]!, (string)record["level"]!, (string)record["Count"]!));
    }

#pragma warning disable CA1848, CA2254 // The templates are what is tested.
    private string Write(LogLevel level, EventId id, Exception? exception, string template, params object?[] arguments)
    {
        using var output = new StringWriter();
        var formatter = new LambdaLogFormatter(_time);
        new Forwarder((state, format) => formatter.Write(new LogEntry<object>(level, "Podcast.Functions.Transcoding", id, state, exception, (_, _) => format), null, output))
            .Log(level, id, exception, template, arguments);
        return output.ToString();
    }
#pragma warning restore CA1848, CA2254

    // Gives what a logger gets, with the message as the template makes it.
    private sealed class Forwarder(Action<object, string> take) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            take(state!, formatter(state, exception));
    }
}
