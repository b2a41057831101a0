using Podcast.Cli;
using Spectre.Console.Cli;

using var interrupt = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    interrupt.Cancel();
};

var app = new CommandApp();

// Errors are reported after the command line was read, or could not be.
var json = args.TakeWhile(argument => argument != "--").Contains("--json", StringComparer.Ordinal);
app.Configure(configuration => CommandTree.Configure(configuration, json));
return await app.RunAsync(args, interrupt.Token);
