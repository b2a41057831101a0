using System.Text.RegularExpressions;

namespace Podcast.Tests.Integration.Operators;

/// <summary>One command of a runbook.</summary>
/// <param name="Text">As it is written.</param>
/// <param name="NeededVersion">The version of the AWS CLI from which on there is such a command; <see langword="null"/> when Debian's has it.</param>
internal sealed partial record RunbookCommand(string Text, Version? NeededVersion)
{
    /// <summary>The command with its placeholders filled in.</summary>
    /// <exception cref="KeyNotFoundException">Nobody says what a placeholder stands for.</exception>
    public string Fill(IReadOnlyDictionary<string, string> values) => Placeholder().Replace(Text, match => values.TryGetValue(match.Groups[1].Value, out var value)
        ? value
        : throw new KeyNotFoundException($"'{Text}' has the placeholder <{match.Groups[1].Value}>, and RunbookSystem does not say what it stands for."));

    [GeneratedRegex("<([A-Za-z][A-Za-z ]*)>")]
    private static partial Regex Placeholder();
}
