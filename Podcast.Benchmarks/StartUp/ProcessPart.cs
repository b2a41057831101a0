using System.Globalization;

namespace Podcast.Benchmarks.StartUp;

/// <summary>One process of the system.</summary>
/// <param name="Id">The process id.</param>
/// <param name="Name">The function's name, the program's, or what was started.</param>
/// <param name="Kilobytes">Its proportional set size.</param>
/// <param name="Handles">How many files and sockets it has open.</param>
internal sealed record ProcessPart(int Id, string Name, long Kilobytes, int Handles)
{
    /// <summary>The programs of this repository that are no function.</summary>
    public static readonly IReadOnlySet<string> Known = new HashSet<string>(StringComparer.Ordinal) { "Podcast.AppHost", "Podcast.LocalAws" };

    /// <summary>Whether the program is of this repository: not Aspire's, not DynamoDB Local, not the SDK that started the app host.</summary>
    public bool IsOurs => Known.Contains(Name) || Enum.TryParse<Functions.FunctionName>(Name, out _);

    /// <summary>The same in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}: {Kilobytes / 1024.0:0.0} MB, {Handles} handles");
}
