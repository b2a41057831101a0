using Podcast.LocalAws.Api;

namespace Podcast.LocalAws.Template.Checks;

/// <summary>
/// Checks each stack that is deployed, and tells what it finds in the log and in <c>/_localaws/health</c>. What AWS would refuse keeps the
/// system from becoming healthy; what would only go wrong later is a warning.
/// </summary>
internal sealed partial class TemplateCheck(TimeProvider time, ILogger<TemplateCheck> logger) : IStackConsumer, IReadiness
{
    private IReadOnlyList<TemplateFinding> _findings = [];
    private volatile bool _isWhole;

    public IReadOnlyList<TemplateFinding> Findings => Volatile.Read(ref _findings);

    // What a deployment under way still lacks is CloudFormation's to say.
    public string? Pending => _isWhole ? Findings.FirstOrDefault(finding => finding.Severity == FindingSeverity.Error)?.ToString() : null;

    public Task ApplyAsync(Stack stack, CancellationToken cancellationToken)
    {
        var findings = TemplateRules.Check(stack, time);
        _isWhole = stack.Template is not null;
        foreach (var finding in _isWhole ? findings : [])
        {
            if (finding.Severity == FindingSeverity.Error)
            {
                Log.Error(logger, finding.Place, finding.Message);
            }
            else
            {
                Log.Warning(logger, finding.Place, finding.Message);
            }
        }

        Volatile.Write(ref _findings, findings);
        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(95, LogLevel.Error, "{Place}: {Finding}")]
        public static partial void Error(ILogger logger, string place, string finding);

        [LoggerMessage(96, LogLevel.Warning, "{Place}: {Finding}")]
        public static partial void Warning(ILogger logger, string place, string finding);
    }
}
