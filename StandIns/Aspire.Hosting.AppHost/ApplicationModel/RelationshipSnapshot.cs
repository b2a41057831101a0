namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a resource relates to another one.</summary>
/// <param name="ResourceName">The other one's name.</param>
/// <param name="Type">The kind of relationship.</param>
public sealed record RelationshipSnapshot(string ResourceName, string Type);
