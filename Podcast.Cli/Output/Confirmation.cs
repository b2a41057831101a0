using Spectre.Console;

namespace Podcast.Cli.Output;

/// <summary>Asks before something is done that cannot be undone.</summary>
internal static class Confirmation
{
    /// <exception cref="CliException">The user declined, or there is no terminal to ask on.</exception>
    public static void Require(bool isGiven, string question)
    {
        if (isGiven)
        {
            return;
        }

        if (Console.IsInputRedirected || Console.IsOutputRedirected)
        {
            throw new CliException("This cannot be undone: say --yes.", ExitCode.Usage);
        }

        if (!AnsiConsole.Confirm(Markup.Escape(question), defaultValue: false))
        {
            throw new CliException("Nothing was changed.");
        }
    }
}
