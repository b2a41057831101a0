using Podcast.Cli;
using Spectre.Console.Cli;

using var interrupt = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    interrupt.Cancel();
};

var app = new CommandApp();
app.Configure(CommandTree.Configure);
return await app.RunAsync(args, interrupt.Token);
