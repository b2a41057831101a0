using System.Text.RegularExpressions;

namespace Podcast.Tests.Integration.Operators;

/// <summary>
/// The commands of a runbook: what stands in an indented block, and what begins with <c>aws</c> in a code span. What stands in angle brackets is for the reader to fill in.
/// </summary>
internal static partial class RunbookCommands
{
    /// <summary>The programs that a runbook's blocks call.</summary>
    private static readonly string[] Programs = ["aws ", "zcat "];

    public static IReadOnlyList<RunbookCommand> Read(string markdown)
    {
        var commands = new List<RunbookCommand>();
        foreach (var line in markdown.Split('\n'))
        {
            var text = line.Trim();
            if (line.StartsWith("    ", StringComparison.Ordinal) && Programs.Any(program => text.StartsWith(program, StringComparison.Ordinal)))
            {
                commands.Add(new(text, NeededVersion(line)));
            }
            else
            {
                commands.AddRange(Span().Matches(line).Select(match => new RunbookCommand(match.Groups[1].Value, NeededVersion(line[(match.Index + match.Length)..]))));
            }
        }

        return commands;
    }

    // "… (AWS CLI 2.15 or later)" after the command, or in a comment behind it.
    private static Version? NeededVersion(string rest) => Needed().Match(rest) is { Success: true } match ? new(match.Groups[1].Value) : null;

    [GeneratedRegex("`(aws [^`]+)`")]
    private static partial Regex Span();

    [GeneratedRegex(@"AWS CLI (\d+\.\d+) or later")]
    private static partial Regex Needed();
}
