using System.Globalization;
using System.Text;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Control;
using Podcast.LocalAws.Lambda;

namespace Podcast.LocalAws.Host;

/// <summary>
/// Takes what a function's process wrote from whoever started it: <c>POST /_localaws/functions/{function}/output</c>, a line of text each, which may begin with
/// the time at which it was written, in ISO 8601 with a zone, and a space.
/// </summary>
internal static class FunctionOutputReader
{
    private const int MaxBytes = 4 * 1024 * 1024;

    public static async Task TakeAsync(HttpContext context, LambdaFunction function)
    {
        if (await PayloadReader.ReadAsync(context, MaxBytes) is not { } body)
        {
            await ControlResponse.RefuseAsync(context, StatusCodes.Status413PayloadTooLarge, $"Send at most {MaxBytes} bytes at once.");
            return;
        }

        foreach (var line in Encoding.UTF8.GetString(body.Span).Split('\n'))
        {
            var (writtenAt, text) = Parse(line.TrimEnd('\r'));
            if (text.Length > 0)
            {
                function.Runtime.Log.Write(text, writtenAt);
            }
        }

        await ControlResponse.WriteAsync(context, StatusCodes.Status200OK, []);
    }

    private static (DateTimeOffset? WrittenAt, string Text) Parse(string line)
    {
        var space = line.IndexOf(' ');
        return space > 0 && line.AsSpan(0, space).Contains('T')
            && DateTimeOffset.TryParse(line.AsSpan(0, space), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var writtenAt)
            ? (writtenAt, line[(space + 1)..])
            : (null, line);
    }
}
