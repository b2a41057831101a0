using Podcast.Benchmarks.StartUp;

return args switch
{
    [] or ["start-up"] => await StartUpBenchmark.RunAsync(),
    _ => Fail($"There is no benchmark '{args[0]}'. There is: start-up."),
};

static int Fail(string message)
{
    Console.Error.WriteLine(message);
    return 1;
}
