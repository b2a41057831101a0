using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A link of a resource.</summary>
[DebuggerDisplay("{DisplayText} {Url}")]
public sealed class ResourceUrlAnnotation : IResourceAnnotation
{
    /// <summary>The address; one that begins with a slash is relative to <see cref="Endpoint"/>.</summary>
    public required string Url { get; set; }

    /// <summary>The link's text; the address when null.</summary>
    public string? DisplayText { get; set; }

    /// <summary>The endpoint that the link leads to, if it is one.</summary>
    public EndpointReference? Endpoint { get; init; }

    /// <summary>Where the dashboard shows it.</summary>
    public UrlDisplayLocation DisplayLocation { get; set; } = UrlDisplayLocation.SummaryAndDetails;

    /// <summary>Links with a higher order come first; the official package has this as an obsolete public field.</summary>
    internal int DisplayOrder { get; set; }

    internal ResourceUrlAnnotation WithEndpoint(EndpointReference endpoint) => new()
    {
        Url = Url,
        DisplayText = DisplayText,
        Endpoint = endpoint,
        DisplayLocation = DisplayLocation,
        DisplayOrder = DisplayOrder,
    };
}
