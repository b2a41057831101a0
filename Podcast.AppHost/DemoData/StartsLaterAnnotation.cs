namespace Podcast.AppHost.DemoData;

/// <summary>Marks a resource that starts when the demo data is there, and that nothing of the first minute needs.</summary>
internal sealed class StartsLaterAnnotation : IResourceAnnotation;
