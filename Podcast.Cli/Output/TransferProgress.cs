using Spectre.Console;

namespace Podcast.Cli.Output;

/// <summary>Shows how far a transfer is, on standard error.</summary>
internal static class TransferProgress
{
    public static Task<T> RunAsync<T>(string what, long bytes, Func<IProgress<long>, Task<T>> transfer)
    {
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                var task = context.AddTask(Markup.Escape(what), maxValue: bytes);
                return transfer(new SynchronousProgress(task));
            });
    }

    // Progress<T> would report later, on another thread, and out of order.
    private sealed class SynchronousProgress(ProgressTask task) : IProgress<long>
    {
        public void Report(long value) => task.Value = value;
    }
}
