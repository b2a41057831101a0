using System.Text.Json.Nodes;

namespace Podcast.Tests.Integration.Faults;

/// <summary>The synthesized template with one thing taken away.</summary>
/// <param name="Name">What is missing.</param>
/// <param name="Template">The template without it.</param>
internal sealed record Mutant(string Name, JsonObject Template)
{
    public override string ToString() => Name;
}
