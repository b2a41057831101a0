using Podcast.LocalAws.CloudFront.Functions.Events;
using Podcast.LocalAws.CloudFront.Functions.Program;
using Podcast.LocalAws.CloudFront.KeyValueStore;

namespace Podcast.LocalAws.CloudFront.Functions.Api;

/// <summary>
/// One run for TestFunction. See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/test-function.html.
/// </summary>
/// <param name="ComputeUtilization">0 to 100: the share of the allowed statements, which stand for the allowed time.</param>
/// <param name="Logs">The lines of <c>console.log</c>.</param>
/// <param name="ErrorMessage">Empty when there was none.</param>
/// <param name="Output">The request or response as JSON; empty after an error.</param>
internal sealed record FunctionTest(int ComputeUtilization, IReadOnlyList<string> Logs, string ErrorMessage, string Output)
{
    public static FunctionTest Run(string name, string code, FunctionEvent source, KeyValueStoreState? store, DateTimeOffset now)
    {
        FunctionProgram program;
        try
        {
            program = FunctionProgram.Load(name, code);
        }
        catch (FunctionLoadException error)
        {
            return new(0, [], error.Message, "");
        }

        var counter = new StatementCounter();
        // Whether an origin exists is not tested, as in CloudFront.
        var run = new FunctionRun(source.Type, now, store, AnyOrigin.Instance) { IsTraced = false, Counter = counter };
        var result = FunctionRunner.Run(program, source, run);
        var utilization = (int)Math.Clamp(Math.Ceiling(counter.Count * 100.0 / FunctionLimits.Statements), 1, 100);
        return result is FailureResult failure
            ? new(utilization, result.Logs, $"The function execution failed: {failure.Message}", "")
            : new(utilization, result.Logs, "", TestOutputWriter.Write(result));
    }

    private sealed class AnyOrigin : HashSet<string>, IReadOnlySet<string>
    {
        public static readonly AnyOrigin Instance = [];

        bool IReadOnlySet<string>.Contains(string item) => true;
    }
}
