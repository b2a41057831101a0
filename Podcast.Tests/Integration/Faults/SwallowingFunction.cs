using Amazon.Lambda.DynamoDBEvents;
using Podcast.Functions.Hosting;

namespace Podcast.Tests.Integration.Faults;

/// <summary>A fault that the product must not have: the body catches whatever goes wrong and reports nothing to the stream.</summary>
internal sealed class SwallowingFunction(IFunction<DynamoDBEvent, StreamsEventResponse> body) : IFunction<DynamoDBEvent, StreamsEventResponse>
{
    public string Trigger => body.Trigger;

    public async Task<StreamsEventResponse> HandleAsync(DynamoDBEvent input, Invocation invocation)
    {
        try
        {
            await body.HandleAsync(input, invocation);
        }
#pragma warning disable CA1031 // That is the fault.
        catch (Exception)
#pragma warning restore CA1031
        {
        }

        return new() { BatchItemFailures = [] };
    }
}
