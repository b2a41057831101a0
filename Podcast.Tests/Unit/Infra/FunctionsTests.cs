namespace Podcast.Tests.Unit.Infra;

public sealed class FunctionsTests
{
    private static readonly TemplateResource[] Functions = [.. SynthesizedTemplate.OfType("AWS::Lambda::Function")];

    [Fact]
    public void Handlers_InTemplate_AreTheFunctionsOfTheProduct()
        => Assert.Equal(
            ["Entitlements", "Feeds", "PublisherApi", "StreamProcessor"],
            Functions.Select(function => function.Value("Handler")).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("PublisherApi", "SUBSCRIBERS_TABLE", "CATALOG_TABLE", "MEDIA_BUCKET")]
    [InlineData("StreamProcessor", "SUBSCRIBERS_TABLE", "KVS_ARN")]
    [InlineData("Entitlements", "SUBSCRIBERS_TABLE")]
    [InlineData("Feeds", "CATALOG_TABLE")]
    public void Environment_OfFunction_HasWhatItReads(string handler, params string[] names)
    {
        var environment = TemplateValue.At(SynthesizedTemplate.Function(handler).Properties, "Environment.Variables")!.AsObject();
        Assert.Equal(names.Order(StringComparer.Ordinal), environment.Select(variable => variable.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("SUBSCRIBERS_TABLE", "AWS::DynamoDB::Table")]
    [InlineData("CATALOG_TABLE", "AWS::DynamoDB::Table")]
    [InlineData("MEDIA_BUCKET", "AWS::S3::Bucket")]
    [InlineData("KVS_ARN", "AWS::CloudFront::KeyValueStore")]
    public void EnvironmentVariable_WhereverItIs_NamesTheSameResource(string name, string type)
    {
        var values = Functions.Select(function => function.Value($"Environment.Variables.{name}")).Where(value => value.Length > 0);
        Assert.Equal(type, SynthesizedTemplate.Named(Assert.Single(values.Distinct())).Type);
    }

    [Fact]
    public void Functions_InTemplate_RunOnDotNet10WithEnoughMemory()
        => Assert.All(Functions, function =>
        {
            Assert.Equal("dotnet10", function.Value("Runtime"));
            Assert.InRange(function.Properties["MemorySize"]!.GetValue<int>(), 256, 10_240);
        });

    [Fact]
    public void Functions_InTemplate_EachHaveARoleAndALogOfTheirOwn()
    {
        Assert.Equal(Functions.Length, Functions.Select(function => function.Value("Role")).Distinct().Count());
        Assert.Equal(Functions.Length, Functions.Select(function => function.Value("LoggingConfig.LogGroup")).Distinct().Count());
        Assert.All(Functions, function =>
        {
            var role = SynthesizedTemplate.Named(function.Value("Role"));
            Assert.Equal("lambda.amazonaws.com", PolicyStatement.Of(role.Properties["AssumeRolePolicyDocument"]).Single().Principal!["Service"]!.ToString());
            var logs = SynthesizedTemplate.Named(function.Value("LoggingConfig.LogGroup"));
            Assert.Equal("30", logs.Value("RetentionInDays"));
        });
    }

    [Fact]
    public void Urls_InTemplate_AnswerSignedRequestsOnly()
    {
        var urls = SynthesizedTemplate.OfType("AWS::Lambda::Url").ToArray();
        Assert.Equal(3, urls.Length);
        Assert.All(urls, url => Assert.Equal("AWS_IAM", url.Value("AuthType")));
    }
}
