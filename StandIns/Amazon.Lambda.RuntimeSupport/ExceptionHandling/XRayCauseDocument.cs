using System.Buffers;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>The cause of an error as X-Ray shows it, on one line of ASCII because it travels in a header.</summary>
internal static class XRayCauseDocument
{
    internal static string Create(Exception exception)
    {
        var frames = new StackTrace(exception, fNeedFileInfo: true).GetFrames();
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("working_directory", Directory.GetCurrentDirectory());
        writer.WriteStartArray("exceptions");
        writer.WriteStartObject();
        writer.WriteString("type", exception.GetType().Name);
        writer.WriteString("message", exception.Message.Trim());
        WriteStack(writer, frames);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteStartArray("paths");
        foreach (var path in frames.Select(frame => frame.GetFileName()).OfType<string>().Distinct())
        {
            writer.WriteStringValue(path);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteStack(Utf8JsonWriter writer, StackFrame[] frames)
    {
        if (frames.Length == 0)
        {
            return;
        }

        writer.WriteStartArray("stack");
        foreach (var frame in frames)
        {
            writer.WriteStartObject();
            if (frame.GetFileName() is { } path)
            {
                writer.WriteString("path", path);
                writer.WriteNumber("line", frame.GetFileLineNumber());
            }

            writer.WriteString("label", GetLabel(frame));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A method that was trimmed away is named by a placeholder.")]
    private static string GetLabel(StackFrame frame) => frame.GetMethod() switch
    {
        null => "Method has been trimmed",
        { DeclaringType: { } type } method => $"{type.Name}.{method.Name}",
        var method => method.Name,
    };
}
