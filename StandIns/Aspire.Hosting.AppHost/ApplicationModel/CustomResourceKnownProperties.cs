namespace Aspire.Hosting.ApplicationModel;

/// <summary>Names of properties that a custom resource may fill in for the dashboard.</summary>
public static class CustomResourceKnownProperties
{
    /// <summary>Where the resource comes from.</summary>
    public static string Source { get; } = KnownProperties.Source;

    /// <summary>The connection string.</summary>
    public static string ConnectionString { get; } = KnownProperties.ConnectionString;
}
