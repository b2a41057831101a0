using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Podcast.AppHost.LocalTools;

namespace Podcast.AppHost.DemoData;

/// <summary>Synthesizes the demo's episodes: short melodies, as MP3 where ffmpeg is installed and as WAV where it is not.</summary>
internal static class DemoAudio
{
    private const int SampleRate = 22_050;
    private const int SamplesPerNote = SampleRate / 2;
    private static readonly TimeSpan EncodingTimeout = TimeSpan.FromSeconds(30);

    // Notes of half a second each, in semitones from A4.
    private static readonly int[] Rising = [-9, -7, -5, -4, -2, 0, 2, 3, 2, 0, -2, -4, -5, -7, -9, -9];
    private static readonly int[] Falling = [3, 0, -4, -9, -4, 0, 3, 0, -2, -5, -9, -5, -2, 0, -2, -4, -5, -9, -5, -9];

    public static async Task<IReadOnlyList<DemoEpisode>> CreateEpisodesAsync(ILogger logger, CancellationToken cancellationToken) =>
    [
        await CreateAsync("up-the-stairs", "Up the stairs", 1, Rising, logger, cancellationToken),
        await CreateAsync("down-the-hill", "Down the hill", 2, Falling, logger, cancellationToken),
    ];

    private static async Task<DemoEpisode> CreateAsync(
        string id, string title, int number, int[] notes, ILogger logger, CancellationToken cancellationToken)
    {
        var wave = WaveFile.Create(Play(notes), SampleRate);
        var seconds = notes.Length * SamplesPerNote / SampleRate;
        try
        {
            return new(id, title, number, seconds, "audio/mpeg", await EncodeAsync(wave, cancellationToken));
        }
        catch (Exception failure) when (failure is Win32Exception or IOException)
        {
            logger.LogNoEncoder(failure.Message);
            return new(id, title, number, seconds, "audio/wav", wave);
        }
    }

    private static short[] Play(int[] notes)
    {
        var samples = new short[notes.Length * SamplesPerNote];
        for (var i = 0; i < samples.Length; i++)
        {
            var frequency = 440 * Math.Pow(2, notes[i / SamplesPerNote] / 12.0);
            var decay = 1 - (i % SamplesPerNote / (double)SamplesPerNote);
            samples[i] = (short)(short.MaxValue * 0.4 * decay * Math.Sin(2 * Math.PI * frequency * i / SampleRate));
        }

        return samples;
    }

    private static async Task<byte[]> EncodeAsync(byte[] wave, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("podcast-demo-");
        using var _ = new StagingFolder(folder.FullName);
        var source = Path.Combine(folder.FullName, "audio.wav");
        var target = Path.Combine(folder.FullName, "audio.mp3");
        await File.WriteAllBytesAsync(source, wave, cancellationToken);

        var start = new ProcessStartInfo("ffmpeg", ["-v", "error", "-i", source, "-codec:a", "libmp3lame", "-b:a", "64k", target]);
        var result = await ToolProcess.RunAsync(start, EncodingTimeout, cancellationToken);
        return result.ExitCode == 0
            ? await File.ReadAllBytesAsync(target, cancellationToken)
            : throw new IOException($"exit code {result.ExitCode}");
    }
}
