using Podcast.LocalAws.Core;

namespace Podcast.Tests.Unit.Architecture;

/// <summary>The layers of the local AWS: a folder refers to those below it only, and no service to another. See docs/decisions/0035-localaws-is-layered-by-folders.md.</summary>
public sealed class LocalAwsLayersTests
{
    private static readonly string[] Foundations = ["Core", "Auth", "Template", "Iam"];
    private const string Top = "Host";

    [Fact]
    public void Folders_RefersToAnother_DownwardsOnly()
    {
        var references = FolderReferences.Of(typeof(AwsException).Assembly);

        Assert.NotEmpty(references);
        Assert.DoesNotContain(references, reference => Level(reference.ToFolder) >= Level(reference.FromFolder));
    }

    // Every other folder is a service.
    private static int Level(string folder) => folder == Top ? Foundations.Length + 1
        : Array.IndexOf(Foundations, folder) is >= 0 and var level ? level
        : Foundations.Length;
}
