namespace Podcast.Benchmarks.Endurance;

/// <summary>Who listens.</summary>
internal enum FuzzTarget
{
    Edge,
    Aws,
    Publisher,
    Webhooks,
}
