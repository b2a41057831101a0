namespace Podcast.LocalAws.Host.TemplateChecks;

/// <summary>Something about the template that a developer should know before it is deployed.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Place">The logical id, and the property where there is one.</param>
/// <param name="Message">What is wrong, and what would be right.</param>
internal sealed record TemplateFinding(FindingSeverity Severity, string Place, string Message)
{
    /// <summary>Whether the deployment fails, or what it is for.</summary>
    public bool IsError => Severity is not FindingSeverity.Warning;

    public override string ToString() => $"{Place}: {Message}";

    public static TemplateFinding Error(string place, string message) => new(FindingSeverity.Error, place, message);

    public static TemplateFinding Refusal(string place, string message) => new(FindingSeverity.Refusal, place, message);

    public static TemplateFinding Warning(string place, string message) => new(FindingSeverity.Warning, place, message);
}
