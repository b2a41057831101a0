namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a link is shown.</summary>
/// <param name="DisplayName">Its text; the address when empty.</param>
/// <param name="SortOrder">Higher ones come first.</param>
public sealed record UrlDisplayPropertiesSnapshot(string DisplayName = "", int SortOrder = 0);
