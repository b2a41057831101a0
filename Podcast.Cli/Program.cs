using Podcast.Cli;
using Podcast.Cli.Completion;
using Spectre.Console;
using Spectre.Console.Cli;

const int WidthOfAFile = 1000;

using var interrupt = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    interrupt.Cancel();
};

// An unfinished word is no command line yet: the library would refuse an option of one letter.
if (args is [CommandModel.Command, "--", .. var words])
{
    foreach (var candidate in await CommandModel.CompleteAsync(words))
    {
        Console.Out.WriteLine(candidate);
    }

    return ExitCode.Success;
}

// A file or a pipe has no edge at which rows would have to break.
if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Width = WidthOfAFile;
}

var app = new CommandApp();

// Errors are reported after the command line was read, or could not be.
var json = args.TakeWhile(argument => argument != "--").Contains("--json", StringComparer.Ordinal);
app.Configure(configuration => CommandTree.Configure(configuration, json));
return await app.RunAsync(args, interrupt.Token);
