namespace Podcast.Benchmarks.StartUp;

/// <summary>What a family of processes holds.</summary>
/// <param name="Processes">How many they are.</param>
/// <param name="Megabytes">Their proportional set size (PSS) in MB: a page that several processes share counts once in all.</param>
internal sealed record ProcessMemory(int Processes, long Megabytes);
