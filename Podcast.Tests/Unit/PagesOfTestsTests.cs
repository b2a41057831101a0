using System.Reflection;
using System.Text.RegularExpressions;

namespace Podcast.Tests.Unit;

/// <summary>Pages say which test shows what; a test that was renamed must not be missed there.</summary>
public sealed partial class PagesOfTestsTests
{
    [Theory]
    [InlineData("security.md")]
    [InlineData("requirements.md")]
    public void Tests_NamedByPage_Exist(string page)
    {
        using var stream = typeof(PagesOfTestsTests).Assembly.GetManifestResourceStream(page)!;
        using var reader = new StreamReader(stream);
        var named = Names().Matches(reader.ReadToEnd()).Select(match => match.Groups[1].Value).Distinct().ToArray();
        var tests = typeof(PagesOfTestsTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance).Select(method => method.Name).Append(type.Name))
            .ToHashSet();
        Assert.InRange(named.Length, 20, 200);
        Assert.All(named, name => Assert.Contains(name, tests));
    }

    // `XTests.Method`, `…Method` (of the class named before) or `XTests`.
    [GeneratedRegex(@"`(?:\w+Tests\.|…)?(\w+_\w+|\w+Tests)`")]
    private static partial Regex Names();
}
