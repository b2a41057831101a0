namespace Podcast.Functions.Catalog;

/// <summary>Somebody who is heard or has a part in it: https://podcasting2.org/docs/podcast-namespace/tags/person.</summary>
/// <param name="Name">The name to show.</param>
/// <param name="Role">Such as <c>host</c> or <c>guest</c>; null for a host.</param>
/// <param name="Link">A page about the person.</param>
/// <param name="Image">The address of a picture.</param>
internal sealed record Person(string Name, string? Role, string? Link, string? Image);
