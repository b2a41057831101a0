namespace Podcast.Benchmarks.Results;

/// <summary>What the command line of a run says.</summary>
internal sealed record BenchmarkOptions
{
    public const string Usage = "Usage: [name or pattern, as edge*]... [--list] [--quick] [--output folder] [--report file.json] [--write-docs]";

    public IReadOnlyList<string> Filters { get; init; } = [];

    public bool IsList { get; init; }

    public bool IsQuick { get; init; }

    /// <summary>Whether the table goes into the documentation.</summary>
    public bool WritesDocs { get; init; }

    /// <summary>The folder of the report and its picture; <see langword="null"/> for the one in the artifacts.</summary>
    public string? Output { get; init; }

    /// <summary>A report of an earlier run, which is shown instead of measuring.</summary>
    public string? Report { get; init; }

    /// <exception cref="FormatException">An argument is unknown or lacks its value.</exception>
    public static BenchmarkOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new BenchmarkOptions();
        for (var i = 0; i < arguments.Length; i++)
        {
            options = arguments[i] switch
            {
                "--list" => options with { IsList = true },
                "--quick" => options with { IsQuick = true },
                "--write-docs" => options with { WritesDocs = true },
                "--output" => options with { Output = Value(arguments, ++i) },
                "--report" => options with { Report = Value(arguments, ++i) },
                ['-', ..] => throw new FormatException($"'{arguments[i]}' is not an option. {Usage}"),
                var filter => options with { Filters = [.. options.Filters, filter] },
            };
        }

        return options is { WritesDocs: true, Report: null } and ({ IsQuick: true } or { Filters.Count: > 0 })
            ? throw new FormatException("--write-docs needs a whole run: leave out --quick and the names.")
            : options;
    }

    private static string Value(ReadOnlySpan<string> arguments, int index) =>
        index < arguments.Length ? arguments[index] : throw new FormatException($"{arguments[index - 1]} needs a value. {Usage}");
}
