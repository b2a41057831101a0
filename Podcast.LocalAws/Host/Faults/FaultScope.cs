namespace Podcast.LocalAws.Host.Faults;

/// <summary>Switches a fault off when it is disposed.</summary>
internal sealed class FaultScope(FaultInjector faults, string id) : IDisposable
{
    public void Dispose() => faults.Clear(id);
}
