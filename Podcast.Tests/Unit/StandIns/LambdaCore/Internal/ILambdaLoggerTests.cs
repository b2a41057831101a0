using Amazon.Lambda.Core;

namespace Podcast.Tests.Unit.StandIns.LambdaCore.Internal;

/// <summary>In the official package a template reaches itself until the stack ends, for a logger that overrides no template method.</summary>
public sealed class ILambdaLoggerTests
{
    [Fact]
    public void LogWarning_LoggerWithTwoMethods_ReachesLogLine()
    {
        var logger = new TwoMethods();

        ((ILambdaLogger)logger).LogWarning("plain");
        ((ILambdaLogger)logger).LogError(new IOException("disk"), "with {argument}", 1);

        Assert.Equal(["plain", "with {argument}", "System.IO.IOException: disk"], logger.Lines);
    }

    private sealed class TwoMethods : ILambdaLogger
    {
        public List<string> Lines { get; } = [];

        public void Log(string message) => Assert.Fail("Lines go to LogLine.");

        public void LogLine(string message) => Lines.Add(message);
    }
}
