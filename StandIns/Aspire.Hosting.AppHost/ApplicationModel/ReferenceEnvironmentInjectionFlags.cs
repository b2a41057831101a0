namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a resource is told about those it references.</summary>
[Flags]
public enum ReferenceEnvironmentInjectionFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The connection string.</summary>
    ConnectionString = 1 << 0,

    /// <summary>The parts of the connection.</summary>
    ConnectionProperties = 1 << 1,

    /// <summary>Endpoints by the names that .NET service discovery reads.</summary>
    ServiceDiscovery = 1 << 2,

    /// <summary>Endpoints by short names.</summary>
    Endpoints = 1 << 3,

    /// <summary>All of it.</summary>
    All = ConnectionString | ConnectionProperties | ServiceDiscovery | Endpoints,
}
