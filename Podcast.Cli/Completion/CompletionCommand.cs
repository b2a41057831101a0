using System.ComponentModel;
using Spectre.Console.Cli;

namespace Podcast.Cli.Completion;

/// <summary><c>podcast completion</c></summary>
internal sealed class CompletionCommand : Command<CompletionCommand.Settings>
{
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            _podcast() { mapfile -t COMPREPLY < <(podcast complete -- "${COMP_WORDS[@]:1:COMP_CWORD}"); }
            complete -o default -F _podcast podcast
            """,
        ["zsh"] = """
            _podcast() { compadd -- ${(f)"$(podcast complete -- "${words[@]:1:CURRENT-1}")"} || _files; }
            compdef _podcast podcast
            """,
        ["fish"] = """
            complete -c podcast -a '(podcast complete -- (commandline -opc)[2..-1] (commandline -ct))'
            """,
        ["pwsh"] = """
            Register-ArgumentCompleter -Native -CommandName podcast -ScriptBlock {
              param($word, $ast, $position)
              $words = @($ast.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" })
              if ($word -eq '') { $words += '' }
              podcast complete -- @words
            }
            """,
    };

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        Console.Out.WriteLine(Scripts.TryGetValue(settings.Shell, out var script)
            ? script
            : throw new CliException($"There is a script for {string.Join(", ", Scripts.Keys)}.", ExitCode.Usage));
        return ExitCode.Success;
    }

    internal sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "<SHELL>")]
        [Description("bash, zsh, fish or pwsh. In bash: source <(podcast completion bash)")]
        public string Shell { get; init; } = "";
    }
}
