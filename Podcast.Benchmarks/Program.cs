using System.Globalization;
using Podcast.Benchmarks;
using Podcast.Benchmarks.Edge;
using Podcast.Benchmarks.Endurance;
using Podcast.Benchmarks.S3;
using Podcast.Benchmarks.Scale;
using Podcast.Benchmarks.StartUp;
using Spectre.Console.Cli;

return args switch
{
    // Servers that the benchmarks start as processes of their own.
    ["edge-baseline"] => await EdgeBaseline.RunAsync(),
    ["s3-baseline", var folder] => await StaticServer.RunAsync(folder),

    // What has no ratio is a command of its own; docs/performance.md describes each.
    ["start-under-load"] => await StartUnderLoadBenchmark.RunAsync(),
    ["edge-memory", .. var rest] => FunctionBenchmark.RunMemory(Argument(rest, 0, 1_000_000)),
    ["fuzz", .. var rest] => await FuzzBenchmark.RunAsync(Argument(rest, 0, 100_000), Argument(rest, 1, 1), rest.ElementAtOrDefault(2), rest.Length > 3 ? Argument(rest, 3, 0) : null),
    ["scale", .. var rest] => ScaleBenchmark.Run(rest.ElementAtOrDefault(0)),
    ["soak", .. var rest] => await SoakBenchmark.RunAsync(Argument(rest, 0, 10), rest.ElementAtOrDefault(1)),

    _ => await new CommandApp<TableCommand>().RunAsync(args),
};

static int Argument(string[] arguments, int index, int otherwise) =>
    arguments.Length > index ? int.Parse(arguments[index], CultureInfo.InvariantCulture) : otherwise;
