namespace Aspire.Hosting;

/// <summary>A resource whose endpoints are given to those who reference it under the names that .NET service discovery reads.</summary>
public interface IResourceWithServiceDiscovery : IResourceWithEndpoints
{
}
