using System.Text;
using Podcast.LocalAws.CloudFront.Functions.Events;

namespace Podcast.Tests.Testing.Functions;

/// <summary>The request that goes on to an origin, or the response that goes back to the viewer.</summary>
internal sealed class EdgeOutcome
{
    public EdgeOutcome(FunctionResult result)
    {
        Reads = result.Logs;
        LogData = result.CustomData is { } data ? System.Uri.UnescapeDataString(data) : null;
        LogDataLength = result.CustomData?.Length ?? 0;
        switch (result)
        {
            case RequestResult passed:
                Request = passed.Request;
                SelectedOrigin = passed.Origin?.OriginId;
                Headers = passed.Request.Headers;
                break;
            case ResponseResult responded:
                Status = responded.Response.StatusCode;
                Headers = responded.Response.Headers;
                Body = Encoding.UTF8.GetString(responded.Response.Body ?? []);
                break;
            default:
                throw new InvalidOperationException(result.ToString());
        }
    }

    /// <summary>What goes on; null for a response.</summary>
    public EdgeRequest? Request { get; }

    /// <summary>The origin that was chosen; null for the behavior's own.</summary>
    public string? SelectedOrigin { get; }

    /// <summary>The response's status; null when the request goes on.</summary>
    public int? Status { get; }

    public FieldMap Headers { get; }

    public string? Body { get; }

    /// <summary>The keys that were read, in order.</summary>
    public IReadOnlyList<string> Reads { get; }

    /// <summary>What the access log gets; null for nothing.</summary>
    public string? LogData { get; }

    /// <summary>Its length in the log, encoded.</summary>
    public int LogDataLength { get; }

    public string? Uri => Request?.Uri;

    public string? Header(string name) => Headers[name];

    /// <summary>All that is sent, to search in.</summary>
    public override string ToString() =>
        string.Join('\n', [$"{Status} {Uri} {Request?.RawQuery} {Body}", .. Headers.Select(field => $"{field.Key}: {string.Join(", ", field.Value)}")]);
}
