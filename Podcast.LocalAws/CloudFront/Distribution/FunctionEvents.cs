using Podcast.LocalAws.CloudFront.Distribution.Configuration;
using Podcast.LocalAws.CloudFront.Functions.Events;

namespace Podcast.LocalAws.CloudFront.Distribution;

/// <summary>Makes the event that a function is called with.</summary>
internal static class FunctionEvents
{
    public static FunctionEvent Create(
        DistributionConfig distribution, string requestId, HttpContext context, EdgeRequest request, EdgeResponse? response = null) => new()
        {
            Type = response is null ? FunctionEventType.ViewerRequest : FunctionEventType.ViewerResponse,
            DistributionDomainName = distribution.DomainName,
            DistributionId = distribution.Id,
            RequestId = requestId,
            ViewerIp = context.Connection.RemoteIpAddress?.ToString() ?? "127.0.0.1",
            Request = request with
            {
                Uri = HeaderEncoding.ToText(request.Uri),
                RawQuery = request.RawQuery is { } query ? HeaderEncoding.ToText(query) : null,
                Headers = ToText(request.Headers),
                Cookies = ToText(request.Cookies),
            },
            Response = response is null ? null : response with { Headers = ToText(response.Headers), Cookies = ToText(response.Cookies) },
        };

    /// <summary>The request as it goes on: what the function left as it was has the bytes that came.</summary>
    public static EdgeRequest Restore(EdgeRequest passed, EdgeRequest received) =>
        passed with
        {
            Uri = Restore(passed.Uri, received.Uri)!,
            RawQuery = Restore(passed.RawQuery, received.RawQuery),
            Headers = Restore(passed.Headers, received.Headers),
            Cookies = Restore(passed.Cookies, received.Cookies),
        };

    private static string? Restore(string? passed, string? received) => received is not null && passed == HeaderEncoding.ToText(received) ? received : passed;

    private static FieldMap Restore(FieldMap passed, FieldMap received)
    {
        foreach (var (name, values) in received.Where(field => field.Value.Any(value => IsConverted(value.Value))))
        {
            if (passed.TryGet(name, out var kept) && kept.AsSpan().SequenceEqual(ToText(values)))
            {
                passed.Set(name, values);
            }
        }

        return passed;
    }

    private static bool IsConverted(string value) => !ReferenceEquals(HeaderEncoding.ToText(value), value);

    private static FieldMap ToText(FieldMap fields)
    {
        if (!fields.Any(field => field.Value.Any(value => IsConverted(value.Value))))
        {
            return fields;
        }

        var result = new FieldMap();
        foreach (var (name, values) in fields)
        {
            result.Set(name, ToText(values));
        }

        return result;
    }

    private static FieldValue[] ToText(FieldValue[] values) => [.. values.Select(value => value with { Value = HeaderEncoding.ToText(value.Value) })];
}
