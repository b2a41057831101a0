namespace Aspire.Hosting.ApplicationModel;

/// <summary>Names a network on which an endpoint can be reached.</summary>
/// <param name="Value">The name.</param>
public record NetworkIdentifier(string Value);
