using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Podcast.Tests.Unit.StandIns;

/// <summary><c>StandIns/README.md</c> says of each stand-in what it covers, of which version, how that was checked and what goes with it one day.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string s_folder = Repository.Folder("StandIns");
    private static readonly string s_readme = File.ReadAllText(Path.Combine(s_folder, "README.md"));

    public static TheoryData<string> StandIns() => [.. Folders()];

    [Theory]
    [MemberData(nameof(StandIns))]
    public void Readme_OfAStandIn_SaysWhatItIs(string name)
    {
        var section = Sections().SingleOrDefault(section => section.Name == name);

        Assert.True(section.Text is not null, $"StandIns/README.md has no section '## {name} <version>'.");
        Assert.All(["**Covered:**", "**Checked:**", "**To delete:**"], part => Assert.Contains(part, section.Text!, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(StandIns))]
    public void Version_OfAStandIn_IsThatOfTheOfficialPackage(string name)
    {
        var official = XDocument.Load(Path.Combine(Repository.Folder("."), "Directory.Packages.props")).Descendants("PackageVersion")
            .Single(package => (string?)package.Attribute("Include") == name).Attribute("Version")!.Value;
        var project = XDocument.Load(Path.Combine(s_folder, name, name + ".csproj")).Descendants("Version").SingleOrDefault()?.Value;

        Assert.Equal(official, Sections().Single(section => section.Name == name).Version);
        Assert.Equal(official, project ?? official);
    }

    [Fact]
    public void Readme_Sections_AreThoseOfTheFolders() =>
        Assert.Equal(Folders(), Sections().Select(section => section.Name).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Folders() => Directory.GetDirectories(s_folder).Select(folder => Path.GetFileName(folder)!)
        .Where(name => File.Exists(Path.Combine(s_folder, name, name + ".csproj"))).Order(StringComparer.Ordinal);

    private static IEnumerable<(string Name, string Version, string Text)> Sections()
    {
        var headings = Heading().Matches(s_readme).ToList();
        return headings.Where(heading => heading.Groups["version"].Success).Select(heading => (
            heading.Groups["name"].Value,
            heading.Groups["version"].Value,
            s_readme[heading.Index..(headings.Find(next => next.Index > heading.Index)?.Index ?? s_readme.Length)]));
    }

    // A package's heading ends in its version; the others have none.
    [GeneratedRegex(@"^## (?<name>\S+)( (?<version>\d+\.\d+\.\d+))?", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
