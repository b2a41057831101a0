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
            Synthesize(input, outputFolder: null);
        }
        else
        {
            SynthesizeTemplate(input, options.TemplatePath);
        }
    }

    /// <summary>Works in a folder of its own and moves the finished template: nobody ever reads half of one.</summary>
    private static void SynthesizeTemplate(SynthesisInput input, string path)
    {
        var folder = Directory.CreateDirectory($"{path}.{System.Environment.ProcessId}").FullName;
        try
        {
            Synthesize(input, folder);
            File.Move(Path.Combine(folder, $"{StackName}.template.json"), path, overwrite: true);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Synthesize(SynthesisInput input, string? outputFolder)
    {
        var app = new App(new AppProps { Outdir = outputFolder, AnalyticsReporting = false, TreeMetadata = false });
        var settings = StackSettings.Read(name => app.Node.TryGetContext(name) as string);
        _ = new PodcastStack(app, StackName, input, settings);
        app.Synth();
    }
}
