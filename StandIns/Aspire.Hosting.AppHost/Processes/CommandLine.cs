using System.Text;

namespace Aspire.Hosting.Processes;

/// <summary>Splits the arguments that stand in a launch profile as one string.</summary>
internal static class CommandLine
{
    public static List<string> Split(string? commandLine)
    {
        var arguments = new List<string>();
        var current = new StringBuilder();
        var isQuoted = false;
        var isArgument = false;
        foreach (var c in commandLine ?? string.Empty)
        {
            if (c == '"')
            {
                isQuoted = !isQuoted;
                isArgument = true;
            }
            else if (char.IsWhiteSpace(c) && !isQuoted)
            {
                Take();
            }
            else
            {
                current.Append(c);
                isArgument = true;
            }
        }

        Take();
        return arguments;

        void Take()
        {
            if (isArgument)
            {
                arguments.Add(current.ToString());
                current.Clear();
                isArgument = false;
            }
        }
    }
}
