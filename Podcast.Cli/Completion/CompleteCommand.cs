using Spectre.Console.Cli;

namespace Podcast.Cli.Completion;

/// <summary><c>podcast complete</c>: what the completion scripts call; prints a candidate a line.</summary>
internal sealed class CompleteCommand : AsyncCommand<CompleteCommand.Settings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        foreach (var candidate in await CommandModel.CompleteAsync([.. context.Remaining.Raw]))
        {
            Console.Out.WriteLine(candidate);
        }

        return ExitCode.Success;
    }

    internal sealed class Settings : CommandSettings;
}
