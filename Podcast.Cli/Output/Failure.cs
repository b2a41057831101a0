using System.Net.Sockets;
using System.Text.Json.Nodes;
using Podcast.Client;
using Spectre.Console.Cli;

namespace Podcast.Cli.Output;

/// <summary>Turns what ended a command into a sentence, or a JSON object, on standard error and an exit code.</summary>
internal static class Failure
{
    /// <param name="failure">What ended the command.</param>
    /// <param name="json">Whether the command line has <c>--json</c>.</param>
    public static int Report(Exception failure, bool json)
    {
        var (message, exitCode) = Explain(failure);
        Console.Error.WriteLine(json ? Printer.OneLine(Describe(failure, message, exitCode)) : message);
        return exitCode;
    }

    private static JsonObject Describe(Exception failure, string message, int exitCode)
    {
        var error = new JsonObject { ["error"] = message, ["exitCode"] = exitCode };
        if (failure is PublisherApiException refused)
        {
            error["status"] = (int)refused.Status;
            error["problem"] = refused.Problem?.DeepClone();
        }

        return error;
    }

    private static (string Message, int ExitCode) Explain(Exception failure) => failure switch
    {
        CliException known => (known.Message, known.ExitCode),
        PublisherApiException refused => (refused.Message, ExitCode.Failed),
        CommandAppException usage => ($"{usage.Message.TrimEnd('.')}. 'podcast --help' lists the commands, and each has its own --help.", ExitCode.Usage),
        HttpRequestException { InnerException: SocketException } => ($"The publisher API cannot be reached: {failure.Message}", ExitCode.NoConnection),
        HttpRequestException => ($"The connection broke: {failure.Message}", ExitCode.NoConnection),
        TaskCanceledException { InnerException: TimeoutException } => ("The publisher API did not respond in time.", ExitCode.NoConnection),
        OperationCanceledException => ("Interrupted.", ExitCode.Interrupted),
        IOException or UnauthorizedAccessException => (failure.Message, ExitCode.Failed),
        _ => ($"This should not happen: {failure}", ExitCode.Failed),
    };
}
