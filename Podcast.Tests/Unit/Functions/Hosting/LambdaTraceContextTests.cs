using System.Diagnostics;
using CsCheck;
using Podcast.Functions.Hosting;

namespace Podcast.Tests.Unit.Functions.Hosting;

public sealed class LambdaTraceContextTests
{
    [Fact]
    public void TryParse_LambdasHeader_IsTheSameContext()
    {
        Assert.True(LambdaTraceContext.TryParse(
            "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1;Lineage=a87bd80c:1|68fd508a:5", out var context));
        Assert.Equal("5759e988bd862e3fe1be46a994272793", context.TraceId.ToHexString());
        Assert.Equal("53995c3f42cd8ad8", context.SpanId.ToHexString());
        Assert.Equal(ActivityTraceFlags.Recorded, context.TraceFlags);
        Assert.True(context.IsRemote);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Root=1-5759e988-bd862e3fe1be46a994272793")]
    [InlineData("Root=2-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1")]
    [InlineData("Root=1-5759e988-bd862e3fe1be46a99427279;Parent=53995c3f42cd8ad8;Sampled=1")]
    [InlineData("Root=1-5759e988-bd862e3fe1be46a99427279X;Parent=53995c3f42cd8ad8;Sampled=1")]
    [InlineData("Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad;Sampled=1")]
    public void TryParse_OtherText_IsFalse(string? header) => Assert.False(LambdaTraceContext.TryParse(header, out _));

    [Fact]
    public void TryParse_AnyText_DoesNotThrow() =>
        Gen.String.Sample(text => Assert.False(LambdaTraceContext.TryParse("Root=" + text, out _)));
}
