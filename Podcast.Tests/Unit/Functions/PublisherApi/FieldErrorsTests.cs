using Podcast.Functions.PublisherApi.Episodes;
using Podcast.Functions.PublisherApi.Http;

namespace Podcast.Tests.Unit.Functions.PublisherApi;

/// <summary>What a publisher sends is checked before anything is written, and the error names the rule.</summary>
public sealed class FieldErrorsTests
{
    private readonly FieldErrors _errors = new();

    [Theory]
    [InlineData("")]
    [InlineData(" \t ")]
    [InlineData("\u200B\u200D\uFEFF")]
    [InlineData("\u202E\u202C\u2066\u2069\u200E")]
    [InlineData("\u3164\u115F\u1160\uFFA0\u2800")]
    [InlineData("\u00AD\u034F\uFE0F")]
    [InlineData("\u180E\u2060\U000E0020")]
    [InlineData("one\ntwo")]
    [InlineData("one\r\ntwo")]
    [InlineData("one\u2028two")]
    [InlineData("one\u0085two")]
    [InlineData("one\ttwo")]
    [InlineData("a\u0001b")]
    [InlineData("a\uFFFFb")]
    public void Line_TextThatIsNoTitle_IsAnError(string title)
    {
        Assert.Empty(_errors.Line(title, "title", 250));
        var error = Assert.Single(_errors.ToProblem().Errors!);
        Assert.Equal("#/title", error.Pointer);
        Assert.StartsWith("Has to", error.Detail, StringComparison.Ordinal);
    }

    // No test data: an attribute cannot hold half a character.
    [Fact]
    public void Line_HalfACharacter_IsAnError() => Line_TextThatIsNoTitle_IsAnError(string.Concat("a", '\uD800', "b"));

    [Theory]
    [InlineData(" News ", "News")]
    [InlineData("日本語", "日本語")]
    [InlineData("🎧", "🎧")]
    [InlineData("שלום \u200Fעולם", "שלום \u200Fעולם")]
    [InlineData("!", "!")]
    public void Line_Title_IsTaken(string title, string taken)
    {
        Assert.Equal(taken, _errors.Line(title, "title", 250));
        Assert.False(_errors.Any);
    }

    [Fact]
    public void Text_SeveralLines_AreTaken() => Assert.Equal("one\n\ntwo", _errors.Text("one\n\ntwo\n", "description", 4000));

    [Theory]
    [InlineData("2030-01-31T07:00:00", "zone")]
    [InlineData("2030-01-31T07:00", "zone")]
    [InlineData("2030-01-31", "zone")]
    [InlineData("31 Jan 2030 07:00:00 GMT", "zone")]
    [InlineData("2030-02-30T07:00:00Z", "RFC 3339")]
    [InlineData("2030-01-31T25:00:00Z", "RFC 3339")]
    [InlineData("", "RFC 3339")]
    [InlineData("1994-12-31T23:59:59Z", "1995 to 2100")]
    [InlineData("0001-01-01T00:00:00Z", "1995 to 2100")]
    [InlineData("2101-01-01T00:00:00Z", "1995 to 2100")]
    [InlineData("9999-12-31T23:59:59Z", "1995 to 2100")]
    public void Time_OtherThanAllowed_IsAnErrorThatNamesTheRule(string time, string rule)
    {
        Assert.Null(_errors.Time(time, "publishedAt"));
        Assert.Contains(rule, Assert.Single(_errors.ToProblem().Errors!).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1995-01-01T00:00:00Z", 788918400)]
    [InlineData("2100-12-31T23:59:59Z", 4133980799)]
    [InlineData("2030-01-31T08:00:00.25+01:00", 1896073200)]
    [InlineData("2030-01-31t07:00:00z", 1896073200)]
    public void Time_WithZone_IsThatTime(string time, long unixSeconds) => Assert.Equal(unixSeconds, _errors.Time(time, "publishedAt")!.Value.ToUnixTimeSeconds());

    [Theory]
    [InlineData("en")]
    [InlineData("EN-us")]
    [InlineData("de-AT")]
    [InlineData("zh-Hant-TW")]
    [InlineData("es-419")]
    [InlineData("sl-rozaj-biske")]
    [InlineData("de-CH-1901")]
    [InlineData("gsw")]
    [InlineData("en-x-own")]
    public void Language_TagOfBcp47_IsValid(string tag) => Assert.True(LanguageTag.IsValid(tag));

    [Theory]
    [InlineData("")]
    [InlineData("e")]
    [InlineData("german")]
    [InlineData("qq")]
    [InlineData("en_US")]
    [InlineData("en-")]
    [InlineData("en--US")]
    [InlineData("en-US-GB")]
    [InlineData("sl-rozaj-rozaj")]
    [InlineData("en\n")]
    public void Language_AnythingElse_IsNot(string tag) => Assert.False(LanguageTag.IsValid(tag));

    [Theory]
    [InlineData("<p>Hello <b>you</b>.</p>", "<p>Hello <b>you</b>.</p>", "Hello you.")]
    [InlineData("Hello<script>alert(1)</script>!", "Hello!", "Hello!")]
    [InlineData("<p onclick=\"x()\" style=\"color:red\" class=\"c\">Hi</p>", "<p>Hi</p>", "Hi")]
    [InlineData("<a href=\"javascript:x()\">Hi</a>", "<a>Hi</a>", "Hi")]
    [InlineData("<a href=\"https://news.example/?a=1&amp;b=2\">Hi</a>", "<a href=\"https://news.example/?a=1&amp;b=2\">Hi</a>", "Hi")]
    [InlineData("<ul><li>One</li><li>Two</li></ul>", "<ul><li>One</li><li>Two</li></ul>", "• One\n• Two")]
    [InlineData("<div>A<span>B</span></div><img src=x onerror=y>", "AB", "AB")]
    [InlineData("1 < 2 & ]]>", "1 &lt; 2 &amp; ]]&gt;", "1 < 2 & ]]>")]
    public void Notes_Html_AreSanitizedAndReadAsText(string html, string sanitized, string text)
    {
        var notes = ShowNotes.Read(html, _errors);
        Assert.False(_errors.Any);
        Assert.Equal((sanitized, text), (notes!.Html, notes.Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<p></p>")]
    [InlineData("<script>x()</script>")]
    [InlineData("<p>\u200B</p>")]
    public void Notes_ThatShowNothing_AreAnError(string html)
    {
        Assert.Null(ShowNotes.Read(html, _errors));
        Assert.Equal("#/notes", Assert.Single(_errors.ToProblem().Errors!).Pointer);
    }

    [Fact]
    public void Notes_NestedThousandsDeep_AreAnError()
    {
        Assert.Null(ShowNotes.Read(string.Concat(Enumerable.Repeat("<b>", 3000)) + "x", _errors));
        Assert.Contains("within each other", Assert.Single(_errors.ToProblem().Errors!).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Notes_Long_MakeADescriptionThatFits()
    {
        var notes = ShowNotes.Read("<p>" + string.Concat(Enumerable.Repeat("🎧", 4900)) + "</p>", _errors);
        Assert.InRange(notes!.Text.Length, 3990, 4000);
        Assert.EndsWith("🎧…", notes.Text, StringComparison.Ordinal);
    }
}
