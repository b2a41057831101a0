using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Podcast.Functions.Hosting;

namespace Podcast.Tests.Testing.Functions;

/// <summary>What a test composes a function from.</summary>
internal static class TestServices
{
    /// <param name="aws">The clients.</param>
    /// <param name="environment">The function's environment variables.</param>
    /// <param name="time">Its clock; null for the system's.</param>
    /// <param name="metrics">Where its metrics go; null for nowhere.</param>
    /// <param name="loggers">Where its logs go; null for nowhere.</param>
    public static FunctionServices Create(
        IAwsClients aws,
        IReadOnlyDictionary<string, string> environment,
        TimeProvider? time = null,
        TextWriter? metrics = null,
        ILoggerFactory? loggers = null) => new()
        {
            Environment = new(environment.GetValueOrDefault),
            Aws = aws,
            Metrics = new(metrics ?? TextWriter.Null, time ?? TimeProvider.System),
            Loggers = loggers ?? NullLoggerFactory.Instance,
            Time = time ?? TimeProvider.System,
        };
}
