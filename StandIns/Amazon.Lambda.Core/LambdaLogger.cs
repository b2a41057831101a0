#nullable disable

using System.Text;

namespace Amazon.Lambda.Core;

/// <summary>The function's log for code that has no <see cref="ILambdaContext"/>. Goes to the console until a runtime client takes over.</summary>
public static class LambdaLogger
{
    private static Action<string> _log = Console.WriteLine;
    private static Action<string, Exception, string, object[]> _logWithLevel = WriteToConsole;

    /// <summary>Writes one record at the default level.</summary>
    public static void Log(string message) => _log(message);

    /// <summary>Writes one record from a message template.</summary>
    public static void Log(string level, string message, params object[] args) => _logWithLevel(level, null, message, args);

    /// <summary>Writes one record from a message template.</summary>
    public static void Log(LogLevel level, string message, params object[] args) => _logWithLevel(level.ToString(), null, message, args);

    /// <summary>Writes one record with an exception.</summary>
    public static void Log(string level, Exception exception, string message, params object[] args) =>
        _logWithLevel(level, exception, message, args);

    /// <summary>Writes one record with an exception.</summary>
    public static void Log(LogLevel level, Exception exception, string message, params object[] args) =>
        _logWithLevel(level.ToString(), exception, message, args);

    internal static void RedirectTo(Action<string> log, Action<string, Exception, string, object[]> logWithLevel)
    {
        _log = log;
        _logWithLevel = logWithLevel;
    }

    private static void WriteToConsole(string level, Exception exception, string message, object[] args)
    {
        var line = new StringBuilder(level).Append(": ").Append(message);
        if (args is { Length: > 0 })
        {
            line.Append(" Arguments: ").AppendJoin(", ", args);
        }

        if (exception is not null)
        {
            line.AppendLine().Append(exception);
        }

        Console.WriteLine(line.ToString());
    }
}
