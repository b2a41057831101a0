using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.EndToEnd.Deployment;

/// <summary>What the CDK app synthesizes, with the functions of this build as their package.</summary>
internal sealed class CloudAssembly(string folder)
{
    private const string Template = "Podcast.template.json";

    public string Folder => folder;

    /// <summary>Fills a folder with the functions of this build, as publishing them would.</summary>
    public static string Package(string packageFolder)
    {
        Directory.CreateDirectory(packageFolder);
        foreach (var file in Directory.GetFiles(Repository.Output("Podcast.Functions")))
        {
            File.Copy(file, Path.Combine(packageFolder, Path.GetFileName(file)));
        }

        // Publishing puts these beside the assemblies.
        foreach (var handler in SynthesizedTemplate.OfType("AWS::Lambda::Function").Select(function => function.Value("Handler")!))
        {
            File.Copy(Path.Combine(Repository.Folder("Podcast.Functions"), "Hosting", "launch.sh"), Path.Combine(packageFolder, handler));
        }

        return packageFolder;
    }

    /// <summary>Another assembly with a changed template, named by its content as the CDK does.</summary>
    public CloudAssembly Change(string otherFolder, Action<JsonObject> change)
    {
        Directory.CreateDirectory(otherFolder);
        foreach (var file in Directory.GetFiles(folder))
        {
            File.Copy(file, Path.Combine(otherFolder, Path.GetFileName(file)));
        }

        foreach (var asset in Directory.GetDirectories(folder, "asset.*"))
        {
            Directory.CreateSymbolicLink(Path.Combine(otherFolder, Path.GetFileName(asset)), asset);
        }

        var template = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, Template)))!.AsObject();
        change(template);
        var text = template.ToJsonString();
        File.WriteAllText(Path.Combine(otherFolder, Template), text);

        var assets = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "Podcast.assets.json")))!["files"]!.AsObject();
        var oldHash = assets.Single(file => file.Value!["source"]!["path"]!.ToString() == Template).Key;
        var newHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        foreach (var file in (string[])["Podcast.assets.json", "manifest.json"])
        {
            File.WriteAllText(Path.Combine(otherFolder, file), File.ReadAllText(Path.Combine(folder, file)).Replace(oldHash, newHash, StringComparison.Ordinal));
        }

        return new(otherFolder);
    }
}
