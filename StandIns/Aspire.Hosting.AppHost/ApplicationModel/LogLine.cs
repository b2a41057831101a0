namespace Aspire.Hosting.ApplicationModel;

/// <summary>A line of a resource's console log.</summary>
/// <param name="LineNumber">Its number, counted from 1.</param>
/// <param name="Content">The line, with its time in front.</param>
/// <param name="IsErrorMessage">Whether it came from standard error.</param>
public readonly record struct LogLine(int LineNumber, string Content, bool IsErrorMessage);
