using System.Globalization;
using System.Reflection;
using Podcast.Benchmarks.Edge;
using Podcast.Benchmarks.Endurance;
using Podcast.Benchmarks.Results;
using Podcast.Benchmarks.S3;
using Podcast.Benchmarks.Scale;
using Podcast.Benchmarks.StartUp;
using Spectre.Console;

return args switch
{
    ["start-under-load"] => await StartUnderLoadBenchmark.RunAsync(),
    ["edge-baseline"] => await EdgeBaseline.RunAsync(),
    ["edge-memory", .. var rest] => FunctionBenchmark.RunMemory(Argument(rest, 0, 1_000_000)),
    ["s3-baseline", var folder] => await StaticServer.RunAsync(folder),
    ["fuzz", .. var rest] => await FuzzBenchmark.RunAsync(Argument(rest, 0, 100_000), Argument(rest, 1, 1), rest.ElementAtOrDefault(2), rest.Length > 3 ? Argument(rest, 3, 0) : null),
    ["soak", .. var rest] => await SoakBenchmark.RunAsync(Argument(rest, 0, 10), rest.ElementAtOrDefault(1)),
    ["scale", .. var rest] => ScaleBenchmark.Run(rest.ElementAtOrDefault(0)),
    _ => await new BenchmarkRun(BenchmarkCatalog.All, AnsiConsole.Console, Console.Error, Metadata("Repository"), Metadata("Output")).RunAsync(args),
};

static int Argument(string[] arguments, int index, int otherwise) =>
    arguments.Length > index ? int.Parse(arguments[index], CultureInfo.InvariantCulture) : otherwise;

static string Metadata(string key) => Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().First(metadata => metadata.Key == key).Value!;
