using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Podcast.Benchmarks.Endurance;

/// <summary>What came back, by listener and status, and what must not have come.</summary>
internal sealed class FuzzResults
{
    private const string NoResponse = "closed";
    private const int LongestShown = 1500;

    private readonly ConcurrentDictionary<(FuzzTarget Target, string Status), int> _counts = new();

    public ConcurrentQueue<string> Failures { get; } = new();

    /// <param name="number">The request's number.</param>
    /// <param name="target">Who got it.</param>
    /// <param name="request">Its bytes.</param>
    /// <param name="response">What came; <see langword="null"/> when the connection was closed.</param>
    /// <param name="isCorrupted">Whether it may be no HTTP request at all, which needs no response.</param>
    public void Add(int number, FuzzTarget target, byte[] request, RawResponse? response, bool isCorrupted)
    {
        var status = response?.Status.ToString(CultureInfo.InvariantCulture) ?? NoResponse;
        _counts.AddOrUpdate((target, status), 1, static (_, count) => count + 1);
        if (response is null ? !isCorrupted : response.Status >= 500 && !IsDocumented(target, response))
        {
            Failures.Enqueue($"#{number} {target}: {status} {response?.Body}\n{Shown(request)}\n");
        }
    }

    public void AddTimeout(int number, FuzzTarget target, byte[] request)
    {
        _counts.AddOrUpdate((target, "timeout"), 1, static (_, count) => count + 1);
        Failures.Enqueue($"#{number} {target}: no response in time\n{Shown(request)}\n");
    }

    public async Task WriteAsync(TextWriter output, int most)
    {
        foreach (var target in _counts.GroupBy(count => count.Key.Target).OrderBy(target => target.Key))
        {
            var statuses = target.OrderBy(count => count.Key.Status, StringComparer.Ordinal).Select(count => $"{count.Key.Status}: {count.Value}");
            await output.WriteLineAsync($"{target.Key}: {target.Sum(count => count.Value)} requests; {string.Join(", ", statuses)}");
        }

        foreach (var failure in Failures.Take(most))
        {
            await output.WriteLineAsync(failure);
        }

        await output.WriteLineAsync($"{Failures.Count} responses that must not come.");
    }

    // 501 names what is left out (docs/services), 505 is another version of HTTP, 503 with retry-after is a conflict with another write at the same moment (docs/problems.md).
    private static bool IsDocumented(FuzzTarget target, RawResponse response) => response.Status switch
    {
        501 => target == FuzzTarget.Aws && (response.Body.Length == 0 || response.Body.Contains("NotImplemented", StringComparison.Ordinal) || response["x-amzn-errortype"]?.StartsWith("NotImplemented", StringComparison.Ordinal) == true),
        505 => true,
        503 => target is FuzzTarget.Publisher or FuzzTarget.Webhooks && response["retry-after"] is not null,
        _ => false,
    };

    private static string Shown(byte[] request)
    {
        var text = Encoding.Latin1.GetString(request, 0, Math.Min(request.Length, LongestShown));
        return string.Join('\n', text.Split('\n').Select(line => "  | " + line.TrimEnd('\r')));
    }
}
