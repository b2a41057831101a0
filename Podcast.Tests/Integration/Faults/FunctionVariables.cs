using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Amazon;
using Microsoft.Extensions.Logging.Abstractions;
using Podcast.Functions;
using Podcast.Functions.Hosting;
using Podcast.LocalAws.Template;

namespace Podcast.Tests.Integration.Faults;

/// <summary>Makes each function with the environment that the template gives it, as its first event does, and keeps what it says of a lack.</summary>
internal sealed class FunctionVariables
{
    // Most mutants leave the environments as they are.
    private readonly ConcurrentDictionary<string, string?> _told = new();

    // What Lambda itself puts into the environment; the clients are made, and call nobody.
    static FunctionVariables() => AWSConfigs.AWSRegion ??= "us-east-1";

    public IEnumerable<string> Missing(Stack stack) => stack.OfType("AWS::Lambda::Function").Select(Missing).OfType<string>();

    private string? Missing(StackResource function)
    {
        var handler = function.Properties["Handler"]?.ToString() ?? "";
        var variables = function.Properties["Environment"]?["Variables"] as JsonObject ?? [];
        return _told.GetOrAdd($"{handler} {variables.ToJsonString()}", _ => Create(handler, name => variables[name]?.ToString()));
    }

    private static string? Create(string handler, Func<string, string?> read)
    {
        try
        {
            _ = HostedFunctions.Get(Enum.Parse<FunctionName>(handler)).Compose(new()
            {
                Environment = new(read),
                Aws = new AwsClients(),
                Metrics = new(TextWriter.Null, TimeProvider.System),
                Loggers = NullLoggerFactory.Instance,
                Time = TimeProvider.System,
            });
            return null;
        }
        catch (FunctionConfigurationException lack)
        {
            return $"{handler}: {lack.Message}";
        }
    }
}
