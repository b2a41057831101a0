using Podcast.Benchmarks.S3;
using Podcast.Benchmarks.StartUp;

return args switch
{
    [] or ["start-up"] => await StartUpBenchmark.RunAsync(),
    ["s3"] => await S3Benchmark.RunAsync(),
    ["s3-baseline", var folder] => await StaticServer.RunAsync(folder),
    _ => Fail($"There is no benchmark '{args[0]}'. There are: start-up, s3."),
};

static int Fail(string message)
{
    Console.Error.WriteLine(message);
    return 1;
}
