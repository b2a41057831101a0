namespace Podcast.LocalAws.Host.TemplateChecks;

/// <summary>Something about the template that a developer should know before it is deployed.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Path">The logical id, and the property where there is one.</param>
/// <param name="Message">What is wrong, and what would be right.</param>
internal sealed record TemplateFinding(FindingSeverity Severity, string Path, string Message)
{
    /// <summary>Whether the deployment fails, or what it is for.</summary>
    public bool IsError => Severity is not FindingSeverity.Warning;

    public override string ToString() => $"{Path}: {Message}";

    public static TemplateFinding Error(string path, string message) => new(FindingSeverity.Error, path, message);

    public static TemplateFinding Refusal(string path, string message) => new(FindingSeverity.Refusal, path, message);

    public static TemplateFinding Warning(string path, string message) => new(FindingSeverity.Warning, path, message);
}
