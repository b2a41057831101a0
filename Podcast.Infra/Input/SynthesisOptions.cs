namespace Podcast.Infra.Input;

/// <summary>What the command line says.</summary>
internal sealed record SynthesisOptions
{
    /// <summary>The published functions. Without it the template names a placeholder: enough for everything but a deployment.</summary>
    public string FunctionsFolder { get; private init; } = Path.Combine(AppContext.BaseDirectory, "Placeholder");

    /// <summary>Where to publish the functions before synthesis, for the architecture and in the form that the context names. Replaces <see cref="FunctionsFolder"/>.</summary>
    public string? PublishFolder { get; private init; }

    /// <summary>Where to put the template and nothing else. Without it the whole cloud assembly goes where the CDK CLI expects it.</summary>
    public string? TemplatePath { get; private init; }

    /// <summary>Values of the CDK's context, besides those that the CDK CLI passes by itself: see <see cref="StackSettings"/>.</summary>
    public IReadOnlyDictionary<string, string> Context { get; private init; } = new Dictionary<string, string>();

    /// <exception cref="SynthesisException">An option is unknown, lacks its value, or names a folder that does not exist.</exception>
    public static SynthesisOptions Parse(string[] args)
    {
        var options = new SynthesisOptions();
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : throw new SynthesisException($"The option {args[i]} needs a value.");
            options = args[i] switch
            {
                "--functions" => options with { FunctionsFolder = ExistingFolder(Path.GetFullPath(value)) },
                "--publish" => options with { PublishFolder = Path.GetFullPath(value) },
                "--template" => options with { TemplatePath = Path.GetFullPath(value) },
                "--context" => options with { Context = options.Add(value) },
                _ => throw new SynthesisException(
                    $"The option {args[i]} is unknown: there are --functions <folder>, --publish <folder>, --template <file> and --context <name>=<value>."),
            };
        }

        return options;
    }

    private static string ExistingFolder(string path) => Directory.Exists(path)
        ? path
        : throw new SynthesisException($"The folder {path} does not exist: publish Podcast.Functions into it first.");

    private Dictionary<string, string> Add(string setting) => setting.Split('=', 2) is [var name, var value]
        ? new(Context) { [name] = value }
        : throw new SynthesisException($"The option --context has the value {setting}, which is not <name>=<value>.");
}
