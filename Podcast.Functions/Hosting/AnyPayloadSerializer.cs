using System.Text.Json;
using Amazon.Lambda.Core;

namespace Podcast.Functions.Hosting;

/// <summary>Treats an invocation without a payload as one with an empty payload: people who invoke a function by hand often send none.</summary>
internal sealed class AnyPayloadSerializer(ILambdaSerializer inner) : ILambdaSerializer
{
    public T Deserialize<T>(Stream requestStream) =>
        typeof(T) == typeof(JsonElement) && requestStream is { CanSeek: true, Length: 0 } ? default! : inner.Deserialize<T>(requestStream);

    public void Serialize<T>(T response, Stream responseStream) => inner.Serialize(response, responseStream);
}
