using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Control;
using Podcast.LocalAws.Core.Faults;
using Podcast.LocalAws.Core.Protocols;

namespace Podcast.LocalAws.Host.Faults;

/// <summary>
/// Faults over HTTP: <c>GET /_localaws/faults</c>, <c>PUT</c> and <c>DELETE /_localaws/faults/{id}</c>, <c>DELETE /_localaws/faults</c>.
/// See docs/faults.md.
/// </summary>
internal sealed class FaultControl(FaultInjector faults) : IControlPart
{
    private const int MaxBody = 16 * 1024;
    private const int MaxLatencyMilliseconds = 300_000;
    private const int MaxDurationSeconds = 86_400;

    public string Name => "faults";

    public Task HandleAsync(HttpContext context, IReadOnlyList<string> segments) => (context.Request.Method, segments) switch
    {
        ("GET", []) => ControlResponse.WriteAsync(
            context, StatusCodes.Status200OK, new JsonObject { ["faults"] = new JsonArray([.. faults.Active.Select(Describe)]) }),
        ("PUT", [var id]) => SetAsync(context, id),
        ("DELETE", []) => ClearAllAsync(context),
        ("DELETE", [var id]) => ClearAsync(context, id),
        _ => ControlResponse.RefuseAsync(context, StatusCodes.Status404NotFound, "Unknown request. Faults have GET and DELETE /_localaws/faults, and PUT and DELETE /_localaws/faults/{id}."),
    };

    private async Task SetAsync(HttpContext context, string id)
    {
        try
        {
            var body = await PayloadReader.ReadAsync(context, MaxBody) ?? throw new FormatException("The fault is too large.");
            faults.Set(id, Read(JsonInput.Parse(body.Span) as JsonObject ?? throw new FormatException("A fault is a JSON object.")));
        }
        catch (Exception wrong) when (wrong is FormatException or JsonException or InvalidOperationException)
        {
            await ControlResponse.RefuseAsync(context, StatusCodes.Status400BadRequest, wrong.Message);
            return;
        }

        await ControlResponse.WriteAsync(context, StatusCodes.Status200OK, (JsonObject)Describe(faults.Active.First(active => active.Id == id)));
    }

    private Task ClearAsync(HttpContext context, string id) => faults.Clear(id)
        ? ControlResponse.WriteAsync(context, StatusCodes.Status200OK, [])
        : ControlResponse.RefuseAsync(context, StatusCodes.Status404NotFound, $"Fault {id} does not exist.");

    private Task ClearAllAsync(HttpContext context)
    {
        faults.ClearAll();
        return ControlResponse.WriteAsync(context, StatusCodes.Status200OK, []);
    }

    private static Fault Read(JsonObject body)
    {
        var service = body["service"]?.ToString() is { Length: > 0 } text ? text : throw new FormatException("A fault has a service, such as dynamodb.");
        if (!Enum.TryParse<FaultKind>(body["kind"]?.ToString(), ignoreCase: true, out var kind) || !Enum.IsDefined(kind))
        {
            throw new FormatException("A fault's kind is throttle, latency, outage, conflict or kill.");
        }

        if (kind == FaultKind.Kill && service != FaultServices.Function)
        {
            throw new FormatException("Only a function can be killed.");
        }

        var count = Number(body, "count");
        var probability = Number(body, "probability") ?? 1;
        var latency = Number(body, "latencyMilliseconds");
        var duration = Number(body, "durationSeconds");
        return count is < 1 or > int.MaxValue ? throw new FormatException("A fault's count is 1 or more.")
            : probability is <= 0 or > 1 ? throw new FormatException("A fault's probability is more than 0 and at most 1.")
            : kind == FaultKind.Latency && latency is null or < 0 or > MaxLatencyMilliseconds
                ? throw new FormatException($"A latency has latencyMilliseconds, at most {MaxLatencyMilliseconds}.")
            : duration is <= 0 or > MaxDurationSeconds ? throw new FormatException($"A fault's durationSeconds is more than 0 and at most {MaxDurationSeconds}.")
            : new(
                service,
                kind,
                body["operation"]?.ToString(),
                (int?)count,
                probability,
                TimeSpan.FromMilliseconds(latency ?? 0),
                duration is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
    }

    private static double? Number(JsonObject body, string name) => body[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<double>(out var number) => number,
        _ => throw new FormatException($"A fault's {name} is a number."),
    };

    private static JsonNode Describe(ActiveFault active)
    {
        var (fault, description) = (active.Fault, new JsonObject());
        description["id"] = active.Id;
        description["service"] = fault.Service;
        description["operation"] = fault.Operation;
        description["kind"] = JsonNamingPolicy.CamelCase.ConvertName(fault.Kind.ToString());
        description["count"] = fault.Count;
        description["probability"] = fault.Probability;
        description["latencyMilliseconds"] = fault.Kind == FaultKind.Latency ? fault.Latency.TotalMilliseconds : null;
        description["durationSeconds"] = fault.Duration?.TotalSeconds;
        description["happened"] = active.Happened;
        return description;
    }
}
