using System.Text;
using System.Text.Json;
using Amazon.Lambda.RuntimeSupport;

namespace Podcast.Tests.Unit.StandIns.LambdaRuntimeSupport.Internal;

public sealed class ExceptionDocumentTests
{
    private const string TooLarge = "Exception exceeded maximum payload size of 256KB.";

    [Fact]
    public void Create_InnerExceptions_AreCauses()
    {
        var exception = new AggregateException("both", new InvalidOperationException("first", new IOException("deepest")), new FormatException("second"));

        using var document = JsonDocument.Parse(ExceptionDocument.Create(exception));

        var root = document.RootElement;
        Assert.Equal("AggregateException", root.GetProperty("errorType").GetString());
        Assert.Equal("first", root.GetProperty("cause").GetProperty("errorMessage").GetString());
        Assert.Equal("deepest", root.GetProperty("cause").GetProperty("cause").GetProperty("errorMessage").GetString());
        Assert.Equal(
            ["InvalidOperationException", "FormatException"],
            root.GetProperty("causes").EnumerateArray().Select(cause => cause.GetProperty("errorType").GetString()));
        Assert.False(root.TryGetProperty("stackTrace", out _));
    }

    [Fact]
    public void Create_CauseTooLarge_IsReplaced()
    {
        var exception = new InvalidOperationException("outer", new IOException(new string('x', ExceptionDocument.MaxBytes)));

        var document = ExceptionDocument.Create(exception);

        Assert.InRange(Encoding.UTF8.GetByteCount(document), 1, ExceptionDocument.MaxBytes - 1);
        using var json = JsonDocument.Parse(document);
        Assert.Equal("outer", json.RootElement.GetProperty("errorMessage").GetString());
        Assert.Equal(TooLarge, json.RootElement.GetProperty("cause").GetProperty("errorMessage").GetString());
    }

    [Fact]
    public void Create_TooLarge_SaysSo()
    {
        var document = ExceptionDocument.Create(new InvalidOperationException(new string('x', ExceptionDocument.MaxBytes)));

        using var json = JsonDocument.Parse(document);
        Assert.Equal(TooLarge, json.RootElement.GetProperty("errorMessage").GetString());
    }

    [Fact]
    public void Create_Cause_IsOneLineOfAscii()
    {
        var document = XRayCauseDocument.Create(new InvalidOperationException("two\nlines \u2713"));

        Assert.DoesNotContain('\n', document);
        Assert.True(Ascii.IsValid(document));
        using var json = JsonDocument.Parse(document);
        Assert.Equal("two\nlines \u2713", json.RootElement.GetProperty("exceptions")[0].GetProperty("message").GetString());
        Assert.Equal(0, json.RootElement.GetProperty("paths").GetArrayLength());
    }
}
