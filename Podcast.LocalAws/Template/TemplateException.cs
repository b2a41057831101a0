namespace Podcast.LocalAws.Template;

/// <summary>The template cannot be resolved; the message names the logical id and the property.</summary>
internal sealed class TemplateException(string message) : Exception(message);
