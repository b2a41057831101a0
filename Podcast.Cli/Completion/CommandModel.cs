using System.Xml.Linq;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Podcast.Cli.Completion;

/// <summary>The commands and options, as the command line library describes them itself.</summary>
internal static class CommandModel
{
    /// <summary>What the completion scripts call, with the words of the line behind it; a candidate a line is printed.</summary>
    public const string Command = "complete";

    /// <summary>What may follow <paramref name="words"/>, of which the last is unfinished.</summary>
    public static async Task<IReadOnlyList<string>> CompleteAsync(IReadOnlyList<string> words)
    {
        var unfinished = words.Count > 0 ? words[^1] : "";
        var current = await ReadAsync();
        foreach (var word in words.SkipLast(1))
        {
            current = Commands(current).FirstOrDefault(command => (string?)command.Attribute("Name") == word) ?? current;
        }

        var candidates = unfinished.StartsWith('-')
            ? current.Elements("Parameters").Elements("Option").Select(option => $"--{((string?)option.Attribute("Long"))?.Split(',')[0]}").Append("--help")
            : Commands(current).Where(command => (string?)command.Attribute("Hidden") != "true").Select(command => (string)command.Attribute("Name")!);
        return [.. candidates.Where(candidate => candidate.StartsWith(unfinished, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<XElement> Commands(XElement parent) => parent.Elements("Command");

    private static async Task<XElement> ReadAsync()
    {
        using var writer = new StringWriter();
        var app = new CommandApp();
        app.Configure(configuration =>
        {
            CommandTree.Configure(configuration);
            configuration.ConfigureConsole(AnsiConsole.Create(new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new WideOutput(writer) }));
        });
        await app.RunAsync(["cli", "xmldoc"]);
        return XDocument.Parse(writer.ToString()).Root!;
    }

    // Lines that were broken at the terminal's width would not be XML.
    private sealed class WideOutput(TextWriter writer) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => false;

        public int Width => int.MaxValue / 2;

        public int Height => 1;

        public void SetEncoding(System.Text.Encoding encoding)
        {
        }
    }
}
