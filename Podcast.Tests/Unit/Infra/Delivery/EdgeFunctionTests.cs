using System.Text;
using Podcast.Infra.Input;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Unit.Infra.Delivery;

public sealed class EdgeFunctionTests
{
    private static readonly TemplateResource Function = SynthesizedTemplate.Single("AWS::CloudFront::Function");

    [Fact]
    public void EdgeFunction_InItsOwnConfiguration_IsAssociatedWithTheStore()
    {
        var store = SynthesizedTemplate.Single("AWS::CloudFront::KeyValueStore");
        var association = Assert.Single(TemplateValue.At(Function.Properties, "FunctionConfig.KeyValueStoreAssociations")!.AsArray());
        Assert.Equal($"${{{store.LogicalId}.Arn}}", TemplateValue.Text(association!["KeyValueStoreARN"]));
    }

    [Fact]
    public void EdgeFunction_ForTheStore_RunsOnRuntime2AndIsPublished()
    {
        Assert.Equal("cloudfront-js-2.0", Function.Value("FunctionConfig.Runtime"));
        Assert.Equal("true", Function.Value("AutoPublish"));
    }

    [Fact]
    public void EdgeFunction_Code_FitsTheLimitOfCloudFront()
        => Assert.InRange(Encoding.UTF8.GetByteCount(Function.Value("FunctionCode")), 1, EdgeCode.MaxBytes);

    [Fact]
    public void EdgeFunction_Origins_AreThoseOfTheDistribution()
    {
        var origins = SynthesizedTemplate.Single("AWS::CloudFront::Distribution").Properties["DistributionConfig"]!["Origins"]!.AsArray()
            .Select(origin => origin!["Id"]!.ToString());
        var selected = Function.Value("FunctionCode").Split("selectRequestOriginById('")[1..].Select(rest => rest.Split('\'')[0]);
        Assert.Subset(origins.ToHashSet(), selected.ToHashSet());
        Assert.NotEmpty(selected);
    }
}
