using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Health;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Host.TemplateChecks;

/// <summary>
/// Checks each stack that is deployed, and reports what it finds in the log and in <c>/_localaws/health</c>. What AWS would refuse keeps the
/// system from becoming healthy; what would only go wrong later is a warning.
/// </summary>
internal sealed partial class TemplateCheck(TimeProvider time, ILogger<TemplateCheck> logger) : IStackConsumer, IHealthPart
{
    private IReadOnlyList<TemplateFinding> _findings = [];
    private string? _pending = "The template is being checked.";

    public IReadOnlyList<TemplateFinding> Findings => Volatile.Read(ref _findings);

    public IEnumerable<HealthProblem> Problems => Volatile.Read(ref _pending) is { } pending ? [new("template", pending)] : [];

    // Nobody needs the result to begin with, so it is worked out beside the start.
    public bool WaitsForOthers => true;

    public async Task ApplyAsync(Stack stack, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            var findings = await Task.Run(() => TemplateRules.Check(stack, time), cancellationToken);
            // What a deployment under way still lacks is CloudFormation's to say.
            var isWhole = stack.Template is not null;
            Volatile.Write(ref _findings, findings);
            Volatile.Write(ref _pending, isWhole ? findings.FirstOrDefault(finding => finding.IsError)?.ToString() : null);
            foreach (var finding in isWhole ? findings : [])
            {
                Report(finding);
            }

            Log.Checked(logger, findings.Count, time.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or TemplateException))
        {
            // A fault of the check is none of the template.
            Volatile.Write(ref _pending, null);
            Log.Failed(logger, fault);
        }
    }

    private void Report(TemplateFinding finding)
    {
        if (finding.IsError)
        {
            Log.Error(logger, finding.Path, finding.Message);
        }
        else
        {
            Log.Warning(logger, finding.Path, finding.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.TemplateError, LogLevel.Error, "{Path}: {Finding}")]
        public static partial void Error(ILogger logger, string path, string finding);

        [LoggerMessage(EventIds.TemplateWarning, LogLevel.Warning, "{Path}: {Finding}")]
        public static partial void Warning(ILogger logger, string path, string finding);

        [LoggerMessage(EventIds.TemplateChecked, LogLevel.Debug, "The template was checked in {Milliseconds:F0} ms: {Count} findings.")]
        public static partial void Checked(ILogger logger, int count, double milliseconds);

        [LoggerMessage(EventIds.TemplateCheckFailed, LogLevel.Error, "The template could not be checked.")]
        public static partial void Failed(ILogger logger, Exception fault);
    }
}
