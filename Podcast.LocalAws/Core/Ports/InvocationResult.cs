using System.Text.Json;
using Podcast.LocalAws.Core.Protocols;

namespace Podcast.LocalAws.Core.Ports;

/// <summary>What came of an invocation.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="RequestId">The invocation's id.</param>
/// <param name="Payload">What the function returned, or the error document.</param>
/// <param name="Reason">One sentence, when the function did not run.</param>
internal sealed record InvocationResult(InvocationOutcome Outcome, string RequestId, ReadOnlyMemory<byte> Payload, string? Reason = null)
{
    /// <summary>Why a function did not run whose concurrency is used up.</summary>
    public const string RateExceeded = "Rate Exceeded.";

    /// <summary>The error type of a function whose time was up.</summary>
    public const string TimedOut = "Sandbox.Timedout";

    public static InvocationResult Succeeded(string requestId, ReadOnlyMemory<byte> payload) => new(InvocationOutcome.Succeeded, requestId, payload);

    public static InvocationResult Failed(string requestId, ReadOnlyMemory<byte> errorDocument) =>
        new(InvocationOutcome.FunctionError, requestId, errorDocument);

    /// <summary>A failure that Lambda itself reports, in the shape it uses.</summary>
    public static InvocationResult Failed(string requestId, string errorType, string reason)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("errorType", errorType);
            writer.WriteString("errorMessage", $"RequestId: {requestId} Error: {reason}");
            writer.WriteEndObject();
        }

        return Failed(requestId, buffer.ToArray());
    }

    public static InvocationResult NotRun(InvocationOutcome outcome, string requestId, string reason) => new(outcome, requestId, default, reason);

    /// <summary>The <c>errorType</c> of a function error, for spans and logs; the message may hold anything and stays out of both.</summary>
    public string? ErrorType
    {
        get
        {
            if (Outcome != InvocationOutcome.FunctionError)
            {
                return null;
            }

            try
            {
                JsonInput.RequireWellFormed(Payload.Span);
                using var document = JsonDocument.Parse(Payload);
                return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("errorType", out var type)
                    ? type.ToString()
                    : "Function.Unknown";
            }
            catch (JsonException)
            {
                return "Function.Unknown";
            }
        }
    }
}
