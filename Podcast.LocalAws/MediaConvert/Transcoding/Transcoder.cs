using System.Globalization;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Iam;
using Podcast.LocalAws.MediaConvert.Jobs;
using Podcast.LocalAws.MediaConvert.Objects;
using Podcast.LocalAws.MediaConvert.Settings;

namespace Podcast.LocalAws.MediaConvert.Transcoding;

/// <summary>
/// Does a job: fetches the input as the job's role, measures, encodes in a folder of its own, and only when everything is there makes objects of
/// it, playlists last. Whatever happens, the folder goes.
/// </summary>
internal sealed class Transcoder(
    MediaTools tools, ObjectClient objects, IRoleAssumer roles, WorkFolder work, LocalAwsOptions options)
{
    private const string ServicePrincipal = "mediaconvert.amazonaws.com";
    private const long MemoryKilobytes = 2 * 1024 * 1024;
    private const int MeasuringPercent = 20;
    private const int EncodingPercent = 70;
    private const int ParallelUploads = 4;

    // Containers that say exactly how long they are: a file of these that ends earlier was cut off.
    private static readonly string[] ExactFormats = ["wav", "flac", "mov", "w64", "aiff"];

    /// <returns>What came of the groups, in the order of the settings.</returns>
    /// <exception cref="JobFailedException">The job cannot be done.</exception>
    /// <exception cref="OperationCanceledException">The job was cancelled, or the process stops.</exception>
    public async Task<IReadOnlyList<GroupResult>> RunAsync(TranscodeJob job, CancellationToken cancellationToken)
    {
        var (ffmpeg, ffprobe) = (tools.Find("ffmpeg"), tools.Find("ffprobe"));
        if (ffmpeg is null || ffprobe is null)
        {
            throw new JobFailedException(JobFailure.Unexpected, MediaTools.Missing);
        }

        var credentials = Assume(job);
        var plan = job.Plan();
        var folder = work.CreateRun(job.Id);
        try
        {
            var limits = new ToolLimits(options.TranscodeTimeLimit, MemoryKilobytes, options.TranscodeFileLimit);
            var input = Path.Combine(folder, "input");
            await objects.DownloadAsync(credentials, plan.Input, input, cancellationToken);
            var probe = new InputProbe(ffprobe, folder, limits.For(TimeSpan.Zero));
            var information = await probe.ReadAsync(input, plan.Input, plan.Track, cancellationToken);

            job.Report(JobPhase.Transcoding, 1);
            await EncodeAsync(job, plan, ffmpeg, input, information, folder, limits.For(information.Duration), cancellationToken);
            // It is not needed any more, and the disk may be.
            File.Delete(input);
            var results = await DescribeAsync(plan, probe, folder, cancellationToken);

            job.Report(JobPhase.Uploading, MeasuringPercent + EncodingPercent);
            await UploadAsync(plan, credentials, folder, cancellationToken);
            return results;
        }
        catch (IOException reason)
        {
            throw new JobFailedException(JobFailure.Unexpected, DescribeDisk(reason));
        }
        finally
        {
            WorkFolder.TryDelete(folder);
        }
    }

    private AwsCredentials Assume(TranscodeJob job)
    {
        try
        {
            return roles.AssumeRole(
                job.Role, ServicePrincipal, new Dictionary<string, string> { ["aws:SourceArn"] = job.Queue }).Credentials;
        }
        catch (AwsException refused)
        {
            throw new JobFailedException(
                JobFailure.CannotAssumeRole, $"Unable to assume role. Check that the role exists and that MediaConvert is a trusted entity. {refused.Message}");
        }
    }

    private static async Task EncodeAsync(
        TranscodeJob job,
        TranscodePlan plan,
        string ffmpeg,
        string input,
        InputInformation information,
        string folder,
        ToolLimits limits,
        CancellationToken cancellationToken)
    {
        for (var i = 0; i < plan.Groups.Count; i++)
        {
            Directory.CreateDirectory(Path.Combine(folder, EncodingCommand.FolderOf(i)));
        }

        double? loudness = null;
        var start = 0;
        if (plan.Groups.SelectMany(group => group.Outputs).FirstOrDefault(output => output.Loudness is not null) is { } normalized)
        {
            start = MeasuringPercent;
            var measuring = new Progress(information.Duration, done => job.Report(JobPhase.Transcoding, (int)(done * MeasuringPercent)));
            var measured = await ToolRun.RunAsync(
                ffmpeg,
                EncodingCommand.Measure(input, information, EncodingCommand.ChannelsOf(normalized, information)),
                folder,
                limits,
                measuring.Read,
                cancellationToken);
            RequireSuccess(measured);
            loudness = ReadLoudness(measured.Errors);
        }

        var encoding = new Progress(
            information.Duration, done => job.Report(JobPhase.Transcoding, start + (int)(done * (MeasuringPercent + EncodingPercent - start))));
        RequireSuccess(await ToolRun.RunAsync(
            ffmpeg, EncodingCommand.Encode(input, information, plan.Groups, loudness), folder, limits, encoding.Read, cancellationToken));
        RequireWhole(information, encoding.Done);
    }

    private static async Task<IReadOnlyList<GroupResult>> DescribeAsync(
        TranscodePlan plan, InputProbe probe, string folder, CancellationToken cancellationToken)
    {
        var results = new List<GroupResult>();
        for (var i = 0; i < plan.Groups.Count; i++)
        {
            var group = plan.Groups[i];
            var outputs = new List<OutputResult>();
            foreach (var output in group.Outputs)
            {
                var duration = await probe.ReadDurationAsync($"{EncodingCommand.FolderOf(i)}/{output.FileName}", cancellationToken);
                outputs.Add(new($"{group.LocationOf(output.FileName)}", (long)Math.Round(duration.TotalMilliseconds)));
            }

            if (group.IsHls)
            {
                var path = Path.Combine(folder, EncodingCommand.FolderOf(i));
                await File.WriteAllTextAsync(Path.Combine(path, PlaylistName(group)), MultivariantPlaylist.Write(group, path), cancellationToken);
            }

            results.Add(new(group.IsHls ? $"{group.LocationOf(PlaylistName(group))}" : null, outputs));
        }

        return results;
    }

    // Segments are stored before the playlists that name them, so that no playlist names a missing segment.
    private async Task UploadAsync(TranscodePlan plan, AwsCredentials credentials, string folder, CancellationToken cancellationToken)
    {
        for (var i = 0; i < plan.Groups.Count; i++)
        {
            var group = plan.Groups[i];
            var files = Directory.GetFiles(Path.Combine(folder, EncodingCommand.FolderOf(i)));
            foreach (var stage in files.GroupBy(file => Stage(group, Path.GetFileName(file))).OrderBy(stage => stage.Key))
            {
                await Parallel.ForEachAsync(
                    stage,
                    new ParallelOptions { MaxDegreeOfParallelism = ParallelUploads, CancellationToken = cancellationToken },
                    async (file, token) => await objects.UploadAsync(credentials, file, group.LocationOf(Path.GetFileName(file)), ContentType(file), token));
            }
        }
    }

    private static int Stage(PlannedGroup group, string fileName) =>
        !fileName.EndsWith(".m3u8", StringComparison.Ordinal) ? 0 : group.IsHls && fileName == PlaylistName(group) ? 2 : 1;

    private static string PlaylistName(PlannedGroup group) => group.BaseName + ".m3u8";

    private static void RequireSuccess(ToolResult result)
    {
        if (result.ExitCode == 0)
        {
            return;
        }

        throw result.Errors switch
        {
            var errors when errors.Contains("No space left on device", StringComparison.Ordinal) || errors.Contains("File too large", StringComparison.Ordinal) =>
                new JobFailedException(JobFailure.Unexpected, "The disk is full: the outputs could not be written."),
            var errors when errors.Contains("Cannot allocate memory", StringComparison.Ordinal) =>
                new JobFailedException(JobFailure.CannotDecode, $"Decoder: [The input's audio needs more than {MemoryKilobytes / 1024} MB of memory.]"),
            _ => new JobFailedException(JobFailure.CannotDecode, "Decoder: [The transcoder couldn't decode the input's audio. Your audio source is either corrupt or in a format that the transcoder doesn't support.]"),
        };
    }

    private static void RequireWhole(InputInformation information, TimeSpan decoded)
    {
        if (decoded <= TimeSpan.Zero)
        {
            throw new JobFailedException(JobFailure.NoAudio, "No audio frames decoded on [selector-(Audio Selector 1)-track-1-drc]");
        }

        if (information.Duration is { } declared
            && ExactFormats.Any(format => information.Format.StartsWith(format, StringComparison.Ordinal))
            && declared - decoded > TimeSpan.FromSeconds(1) + declared * 0.01)
        {
            throw new JobFailedException(
                JobFailure.InputIncomplete,
                FormattableString.Invariant($"Demuxer: [The input ends after {decoded.TotalSeconds:0} of {declared.TotalSeconds:0} seconds. Verify that the file was completely uploaded.]"));
        }
    }

    // The summary's first "I:" is the integrated loudness.
    private static double? ReadLoudness(string errors)
    {
        foreach (var line in errors.Split('\n'))
        {
            var text = line.Trim();
            if (text.StartsWith("I:", StringComparison.Ordinal)
                && double.TryParse(text[2..].Replace("LUFS", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var loudness))
            {
                return loudness;
            }
        }

        return null;
    }

    private static string DescribeDisk(IOException reason) =>
        Core.Files.DiskErrors.IsDiskFull(reason) ? "The disk is full: the outputs could not be written." : $"The transcoder's folder could not be used: {reason.Message}";

    private static string ContentType(string file) => Path.GetExtension(file) switch
    {
        ".mp3" => "audio/mpeg",
        ".m3u8" => "application/x-mpegURL",
        ".ts" or ".m2ts" => "video/MP2T",
        ".mp4" or ".m4a" => "audio/mp4",
        ".aac" => "audio/aac",
        _ => "application/octet-stream",
    };
}
