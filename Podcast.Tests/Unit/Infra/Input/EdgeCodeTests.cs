using Podcast.Infra.Input;

namespace Podcast.Tests.Unit.Infra.Input;

public sealed class EdgeCodeTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public void Read_AtTheLimit_ReturnsTheCodeUnchanged()
    {
        var code = new string('x', EdgeCode.MaxBytes);
        File.WriteAllText(file, code);
        Assert.Equal(code, EdgeCode.Read(file));
    }

    [Fact]
    public void Read_OverTheLimitInBytes_SaysByHowMuch()
    {
        File.WriteAllText(file, new string('x', EdgeCode.MaxBytes - 1) + "ä");
        var error = Assert.Throws<SynthesisException>(() => EdgeCode.Read(file));
        Assert.Contains("10,241 bytes, 1 more than CloudFront takes (10,240)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WithoutTheFile_SaysWhichIsMissing()
    {
        var error = Assert.Throws<SynthesisException>(() => EdgeCode.Read(file + ".missing"));
        Assert.Contains("viewer-request.js is missing", error.Message, StringComparison.Ordinal);
    }
}
