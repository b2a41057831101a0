using Podcast.Cli.Settings;
using Spectre.Console;

namespace Podcast.Cli.Output;

/// <summary>Shows how far a transfer is, on standard error. With <c>--json</c> nothing is shown: a script reads standard error, too.</summary>
internal static class TransferProgress
{
    public static Task<T> RunAsync<T>(PublisherSettings settings, string what, long bytes, Func<IProgress<long>, Task<T>> transfer) => RunAsync(
        settings, what, progress => transfer(new Bytes(progress, what, bytes)));

    /// <summary>The same of a transfer whose length and description change as it goes.</summary>
    public static Task<T> RunAsync<T>(PublisherSettings settings, string what, Func<IProgress<TransferState>, Task<T>> transfer)
    {
        if (settings.Json)
        {
            return transfer(new Nothing());
        }

        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
            .StartAsync(context => transfer(new Shown(context.AddTask(Markup.Escape(what)))));
    }

    // Progress<T> would report later, on another thread, and out of order.
    private sealed class Shown(ProgressTask task) : IProgress<TransferState>
    {
        public void Report(TransferState value)
        {
            task.Description = Markup.Escape(value.Description);
            task.MaxValue = Math.Max(1, value.Of);
            task.Value = value.Done;
        }
    }

    private sealed class Bytes(IProgress<TransferState> progress, string what, long bytes) : IProgress<long>
    {
        public void Report(long value) => progress.Report(new(what, value, bytes));
    }

    private sealed class Nothing : IProgress<TransferState>
    {
        public void Report(TransferState value)
        {
        }
    }
}
