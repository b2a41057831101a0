using Amazon.CDK;
using Podcast.Infra.Input;

namespace Podcast.Infra;

/// <summary>One run of the app: arguments and files in, template out.</summary>
internal static class Synthesis
{
    private const string StackName = "Podcast";

    public static int Run(string[] args)
    {
        try
        {
            Synthesize(SynthesisOptions.Parse(args));
            return 0;
        }
        catch (SynthesisException e)
        {
            // The form in which MSBuild recognizes an error of a tool.
            Console.Error.WriteLine($"Podcast.Infra : error PODCAST : {e.Message}");
            return 1;
        }
    }

    private static void Synthesize(SynthesisOptions options)
    {
        var input = new SynthesisInput(options.FunctionsFolder, EdgeCode.Read());
        NodeRuntime.Prepare();
        if (options.TemplatePath is null)
        {
            Synthesize(input, options, outputFolder: null);
        }
        else
        {
            SynthesizeTemplate(input, options, options.TemplatePath);
        }
    }

    /// <summary>Works in a folder of its own and moves the finished template: no reader ever sees half of one.</summary>
    private static void SynthesizeTemplate(SynthesisInput input, SynthesisOptions options, string path)
    {
        ForgetCommandLine();
        var folder = Directory.CreateDirectory($"{path}.{System.Environment.ProcessId}").FullName;
        try
        {
            Synthesize(input, options, folder);
            File.Move(Path.Combine(folder, $"{StackName}.template.json"), path, overwrite: true);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The CDK CLI passes its context by these. What the build writes depends on files alone, also where the CLI has started the build.
    private static void ForgetCommandLine()
    {
        foreach (var name in System.Environment.GetEnvironmentVariables().Keys.Cast<string>())
        {
            if (name.StartsWith("CDK_", StringComparison.Ordinal) || name == "CONTEXT_OVERFLOW_LOCATION_ENV")
            {
                System.Environment.SetEnvironmentVariable(name, null);
            }
        }
    }

    private static void Synthesize(SynthesisInput input, SynthesisOptions options, string? outputFolder)
    {
        var app = new App(new AppProps
        {
            Outdir = outputFolder,
            AnalyticsReporting = false,
            TreeMetadata = false,
            Context = options.Context.ToDictionary(setting => setting.Key, setting => (object)setting.Value),
        });
        var settings = StackSettings.Read(name => Text(app.Node.TryGetContext(name)));
        if (options.PublishFolder is { } publishFolder)
        {
            input = input with { FunctionsFolder = FunctionsPackage.Publish(publishFolder, settings) };
        }

        _ = new PodcastStack(app, StackName, input, settings);
        app.Synth();
    }

    // The CLI passes text; cdk.json may have true and false as such.
    private static string? Text(object? value) => value is bool flag ? (flag ? "true" : "false") : value?.ToString();
}
