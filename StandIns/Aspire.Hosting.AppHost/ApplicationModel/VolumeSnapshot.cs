namespace Aspire.Hosting.ApplicationModel;

/// <summary>A volume of a container. The stand-in runs no containers.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Target">Where it is mounted.</param>
/// <param name="MountType">Its kind.</param>
/// <param name="IsReadOnly">Whether it cannot be written.</param>
public sealed record VolumeSnapshot(string? Source, string Target, string MountType, bool IsReadOnly);
