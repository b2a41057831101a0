#nullable disable

namespace Amazon.Lambda.Core;

/// <summary>Turns an event into the handler's input, and its output into the response payload.</summary>
public interface ILambdaSerializer
{
    /// <summary>Reads one event.</summary>
    /// <typeparam name="T">Type of the handler's input.</typeparam>
    /// <param name="requestStream">The event's payload.</param>
    T Deserialize<T>(Stream requestStream);

    /// <summary>Writes one response.</summary>
    /// <typeparam name="T">Type of the handler's output.</typeparam>
    /// <param name="response">The handler's output.</param>
    /// <param name="responseStream">Takes the payload; it stays open.</param>
    void Serialize<T>(T response, Stream responseStream);
}
