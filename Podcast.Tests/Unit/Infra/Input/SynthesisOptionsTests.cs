using Podcast.Infra.Input;

namespace Podcast.Tests.Unit.Infra.Input;

public sealed class SynthesisOptionsTests
{
    [Fact]
    public void Parse_Nothing_TakesThePlaceholderForTheFunctions()
    {
        var options = SynthesisOptions.Parse([]);
        Assert.EndsWith("Placeholder", options.FunctionsFolder, StringComparison.Ordinal);
        Assert.Null(options.TemplatePath);
    }

    [Fact]
    public void Parse_BothOptions_MakesTheirPathsAbsolute()
    {
        var options = SynthesisOptions.Parse(["--template", "x.json", "--functions", "."]);
        Assert.Equal(Path.GetFullPath("x.json"), options.TemplatePath);
        Assert.Equal(Path.GetFullPath("."), options.FunctionsFolder);
    }

    [Fact]
    public void Parse_Publish_IsAFolderThatNeedNotExist() =>
        Assert.Equal(Path.GetFullPath("no-such-folder"), SynthesisOptions.Parse(["--publish", "no-such-folder"]).PublishFolder);

    [Fact]
    public void Parse_Context_KeepsEveryValueAsItIs()
    {
        var options = SynthesisOptions.Parse(["--context", "environment=prod", "--context", "certificateArn=arn:aws:acm=x"]);
        Assert.Equal("prod", options.Context["environment"]);
        Assert.Equal("arn:aws:acm=x", options.Context["certificateArn"]);
    }

    [Theory]
    [InlineData("is not <name>=<value>", "--context", "environment")]
    [InlineData("is unknown", "--function", "x")]
    [InlineData("needs a value", "--template")]
    [InlineData("does not exist", "--functions", "no-such-folder")]
    public void Parse_InvalidText_NamesTheProblem(string expected, params string[] args)
    {
        var error = Assert.Throws<SynthesisException>(() => SynthesisOptions.Parse(args));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
