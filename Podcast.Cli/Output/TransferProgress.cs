using Spectre.Console;

namespace Podcast.Cli.Output;

/// <summary>Shows how far a transfer is, on standard error.</summary>
internal static class TransferProgress
{
    public static Task<T> RunAsync<T>(string what, long bytes, Func<IProgress<long>, Task<T>> transfer) =>
        StartAsync(what, task => transfer(new SynchronousProgress(task, bytes)));

    /// <summary>The same of a transfer whose length shows only as it goes.</summary>
    public static Task<T> RunAsync<T>(string what, Func<IProgress<(long Done, long Of)>, Task<T>> transfer) =>
        StartAsync(what, task => transfer(new SynchronousProgress(task, 1)));

    private static Task<T> StartAsync<T>(string what, Func<ProgressTask, Task<T>> transfer)
    {
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                var task = context.AddTask(Markup.Escape(what));
                return transfer(task);
            });
    }

    // Progress<T> would report later, on another thread, and out of order.
    private sealed class SynchronousProgress : IProgress<long>, IProgress<(long Done, long Of)>
    {
        private readonly ProgressTask _task;

        public SynchronousProgress(ProgressTask task, long bytes)
        {
            _task = task;
            task.MaxValue = bytes;
        }

        public void Report(long value) => _task.Value = value;

        public void Report((long Done, long Of) value) => (_task.MaxValue, _task.Value) = (Math.Max(1, value.Of), value.Done);
    }
}
