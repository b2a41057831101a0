using System.Reflection;

namespace Podcast.Tests.Unit.StandIns.Internal;

/// <summary>
/// The public surface of each stand-in is listed beside it, so that whoever changes it sees in the diff what the official package would have to have
/// as well. After a change that is meant, copy the file that the test names.
/// </summary>
public sealed class PublicSurfaceTests
{
    public static TheoryData<string> StandIns() =>
        [.. Directory.GetDirectories(Repository.Folder("StandIns")).Select(folder => Path.GetFileName(folder)!)
            .Where(name => File.Exists(Path.Combine(Repository.Folder("StandIns"), name, name + ".csproj")))
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(StandIns))]
    public void PublicSurface_OfAStandIn_IsWhatIsListed(string name)
    {
        var listed = Path.Combine(Repository.Folder("StandIns"), name, "PublicSurface.txt");
        var now = PublicSurface.Of(Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, name + ".dll")));

        var before = File.Exists(listed) ? File.ReadAllLines(listed) : [];
        if (now.SequenceEqual(before))
        {
            return;
        }

        var written = Path.Combine(Directory.CreateDirectory(Path.Combine(Repository.Folder("artifacts"), "public-surface")).FullName, name + ".txt");
        File.WriteAllLines(written, now);
        Assert.Fail(
            $"{name} differs from {listed}:{Environment.NewLine}{string.Join(Environment.NewLine, now.Except(before).Select(line => "+ " + line).Concat(before.Except(now).Select(line => "- " + line)).Take(50))}"
            + $"{Environment.NewLine}If that is meant: cp {written} {listed}");
    }
}
