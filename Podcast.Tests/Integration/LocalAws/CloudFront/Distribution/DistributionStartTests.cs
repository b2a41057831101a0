using System.Text.Json.Nodes;
using Podcast.LocalAws.Template;

namespace Podcast.Tests.Integration.LocalAws.CloudFront.Distribution;

public sealed class DistributionStartTests
{
    [Theory]
    [InlineData("CachePolicyId", "\"00000000-0000-0000-0000-000000000000\"", "neither an AWS::CloudFront::CachePolicy of the template nor a managed policy")]
    [InlineData("OriginRequestPolicyId", "\"unknown\"", "neither an AWS::CloudFront::OriginRequestPolicy of the template")]
    [InlineData("ResponseHeadersPolicyId", "\"unknown\"", "neither an AWS::CloudFront::ResponseHeadersPolicy of the template")]
    [InlineData("TargetOriginId", "\"other\"", "has no origin other")]
    [InlineData("ForwardedValues", "{ \"QueryString\": true }", "ForwardedValues: LocalAws does not implement")]
    [InlineData("LambdaFunctionAssociations", "[{ \"EventType\": \"viewer-request\" }]", "LambdaFunctionAssociations: LocalAws does not implement")]
    [InlineData("FunctionAssociations", "[{ \"EventType\": \"viewer-request\", \"FunctionARN\": \"arn:aws:cloudfront::000000000000:function/none\" }]", "function/none, which is not in the template")]
    public async Task Start_WithAPropertyThatCannotWork_SaysWhich(string property, string value, string reason)
    {
        var template = new DistributionTemplate().WithOrigin("one", 1);
        template.DefaultBehavior[property] = JsonNode.Parse(value);

        var error = await Assert.ThrowsAsync<TemplateException>(() => CloudFrontSystem.StartAsync(template.ToString()));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }
}
