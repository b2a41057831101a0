using System.Text.Json;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.RuntimeSupport.Helpers;
using Microsoft.Extensions.Time.Testing;

namespace Podcast.Tests.Unit.StandIns.LambdaRuntimeSupport.Internal;

public sealed class LogLevelLoggerWriterTests : IDisposable
{
    private readonly FakeEnvironment _environment = [];
    private readonly StringWriter _output = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.Parse("2026-01-02T03:04:05.678Z", null));

    public void Dispose() => _output.Dispose();

    [Fact]
    public void FormattedWriteLine_TextFormat_WritesTabSeparatedRecord()
    {
        var writer = Create();
        writer.SetRuntimeHeaders(new Invocation("r1", "trace"));

        writer.FormattedWriteLine("Warning", "{count} of {0}", 2, "many");

        Assert.Equal("2026-01-02T03:04:05.678Z\tr1\twarn\t2 of many\n", _output.ToString());
    }

    [Fact]
    public void FormattedWriteLine_JsonFormat_WritesArgumentsAsMembers()
    {
        _environment["AWS_LAMBDA_LOG_FORMAT"] = "JSON";
        var writer = Create();
        writer.SetRuntimeHeaders(new Invocation("r1", "trace"));

        writer.FormattedWriteLine("Error", new IOException("disk"), "{show} has {count} episodes, {@detail}", "s1", 2, new Dictionary<string, int> { ["a"] = 1 });

        using var record = JsonDocument.Parse(_output.ToString());
        var root = record.RootElement;
        Assert.Equal("2026-01-02T03:04:05.678Z", root.GetProperty("timestamp").GetString());
        Assert.Equal("Error", root.GetProperty("level").GetString());
        Assert.Equal("r1", root.GetProperty("requestId").GetString());
        Assert.Equal("trace", root.GetProperty("traceId").GetString());
        Assert.Equal("s1 has 2 episodes, {@detail}", root.GetProperty("message").GetString());
        Assert.Equal("s1", root.GetProperty("show").GetString());
        Assert.Equal(2, root.GetProperty("count").GetInt32());
        Assert.Equal(1, root.GetProperty("detail").GetProperty("a").GetInt32());
        Assert.Equal("System.IO.IOException", root.GetProperty("errorType").GetString());
        Assert.Equal("disk", root.GetProperty("errorMessage").GetString());
    }

    [Theory]
    [InlineData(null, "Debug", false)]
    [InlineData(null, "Information", true)]
    [InlineData("DEBUG", "Debug", true)]
    [InlineData("WARN", "Information", false)]
    [InlineData("FATAL", "Error", false)]
    [InlineData("FATAL", "Critical", true)]
    [InlineData("ERROR", "audit", true)]
    public void FormattedWriteLine_MinimumLevel_IsHonoured(string? minimum, string level, bool written)
    {
        _environment["AWS_LAMBDA_LOG_LEVEL"] = minimum;

        Create().FormattedWriteLine(level, "text");

        Assert.Equal(written, _output.ToString().Length > 0);
    }

    [Fact]
    public void FormattedWriteLine_UnformattedWithException_WritesBoth()
    {
        _environment["AWS_LAMBDA_HANDLER_LOG_FORMAT"] = "Unformatted";

        Create().FormattedWriteLine("Error", new IOException("disk"), "failed");

        Assert.Equal("failed\nSystem.IO.IOException: disk\n", _output.ToString());
    }

    private LogLevelLoggerWriter Create() => new(_environment, _output, TextWriter.Null, _time);

    private sealed record Invocation(string AwsRequestId, string TraceId) : IRuntimeApiHeaders
    {
        public string? TenantId => null;
    }
}
