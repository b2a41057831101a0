using Amazon.Lambda.RuntimeSupport.Helpers.Logging;

namespace Podcast.Tests.Unit.StandIns.LambdaRuntimeSupport.Internal;

public sealed class MessageTemplateTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("{a} and {b}", "1 and two")]
    [InlineData("{1} and {0} and {1}", "two and 1 and two")]
    [InlineData("{0} and {2}", "1 and two")]
    [InlineData("{a} {b} {c}", "1 two {c}")]
    [InlineData("{a:000} {b}", "001 two")]
    [InlineData("{{a}} {b}", "{{a}} 1")]
    [InlineData("open { brace", "open { brace")]
    [InlineData("empty {} braces", "empty {} braces")]
    public void Render_Template_PutsArgumentsInPlace(string template, string expected) =>
        Assert.Equal(expected, new MessageTemplate(template).Render([1, "two"]));

    [Fact]
    public void Render_Values_AreInvariantAndBounded()
    {
        var message = new MessageTemplate("{bytes} {long} {date} {day} {list} {nothing}").Render(
        [
            new byte[] { 1, 0xab },
            new byte[20],
            new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
            new DateOnly(2026, 1, 2),
            new List<int> { 1 },
            null,
        ]);

        Assert.Equal($"01AB {new string('0', 32)}... (20 bytes) 2026-01-02T03:04:05.000Z 2026-01-02 {{list}} {{nothing}}", message);
    }
}
