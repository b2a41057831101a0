namespace Podcast.Infra.Input;

/// <summary>What the command line says.</summary>
internal sealed record SynthesisOptions
{
    /// <summary>The published functions. Without it the template names a placeholder: enough for everything but a deployment.</summary>
    public string FunctionsFolder { get; private init; } = Path.Combine(AppContext.BaseDirectory, "Placeholder");

    /// <summary>Where to put the template and nothing else. Without it the whole cloud assembly goes where the CDK CLI expects it.</summary>
    public string? TemplatePath { get; private init; }

    /// <exception cref="SynthesisException">An option is unknown, lacks its value, or names a folder that does not exist.</exception>
    public static SynthesisOptions Parse(string[] args)
    {
        var options = new SynthesisOptions();
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length
                ? Path.GetFullPath(args[i + 1])
                : throw new SynthesisException($"The option {args[i]} needs a value.");
            options = args[i] switch
            {
                "--functions" when Directory.Exists(value) => options with { FunctionsFolder = value },
                "--functions" => throw new SynthesisException($"The folder {value} does not exist: publish Podcast.Functions into it first."),
                "--template" => options with { TemplatePath = value },
                _ => throw new SynthesisException($"The option {args[i]} is unknown: there are --functions <folder> and --template <file>."),
            };
        }

        return options;
    }
}
