namespace Podcast.LocalAws.Core.Control;

/// <summary>A part of the control API: handles requests under <c>/_localaws/{Name}</c>.</summary>
internal interface IControlPart
{
    /// <summary>The first segment of its paths.</summary>
    string Name { get; }

    /// <param name="context">The request; it comes from no web page.</param>
    /// <param name="segments">The path after <see cref="Name"/>, decoded.</param>
    Task HandleAsync(HttpContext context, IReadOnlyList<string> segments);
}
