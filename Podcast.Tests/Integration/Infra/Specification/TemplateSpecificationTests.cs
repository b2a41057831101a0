using System.Text.Json.Nodes;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Integration.Infra.Specification;

[Collection(nameof(ProductionTemplate))]
public sealed class TemplateSpecificationTests(SpecificationFixture fixture, ProductionTemplate production)
    : IClassFixture<SpecificationFixture>
{
    private const string Function = "FunctionsFeeds";

    [Fact]
    public void Template_OfDevelopment_IsAsAwsSpecifiesIt() => Assert.Empty(Validate(SynthesizedTemplate.Root));

    [Fact]
    public void Template_OfProduction_IsAsAwsSpecifiesIt() => Assert.Empty(Validate(production.Root));

    [Theory]
    [InlineData("AWS::Lambda::Function", "MemorySize", "\"much\"", "MemorySize is \"much\", which is no integer.")]
    [InlineData("AWS::Lambda::Function", "Layers", "\"one\"", "Layers is \"one\", which is no array.")]
    [InlineData("AWS::Lambda::Function", "Memory", "256", "Memory is unknown: AWS::Lambda::Function has ")]
    [InlineData("AWS::Lambda::Function", "TracingConfig", """{"Mode":"Sometimes"}""", "TracingConfig.Mode is \"Sometimes\", which is none of Active, PassThrough.")]
    [InlineData("AWS::Lambda::Function", "Code", """{"S3Bucket":{"Ref":"Nothing"}}""", "Code.S3Bucket refers to Nothing, which is not in the template.")]
    [InlineData("AWS::Lambda::Permission", "InvokedViaFunctionUrl", "\"perhaps\"", "InvokedViaFunctionUrl is \"perhaps\", which is no boolean.")]
    [InlineData("AWS::CloudFront::Function", "FunctionConfig", """{"Comment":"x"}""", "FunctionConfig.Runtime is missing: FunctionConfig requires it.")]
    [InlineData("AWS::DynamoDB::Table", "TimeToLiveSpecification", """{"Enabled":true,"Attribute":"x"}""", "TimeToLiveSpecification.Attribute is unknown: ")]
    [InlineData("AWS::SQS::Queue", "Tags", """[{"Name":"x"}]""", "Tags[0] is {\"Name\":\"x\"}, which is no tag.")]
    public void Validate_WrongProperty_NamesPathAndReason(string type, string property, string value, string expected)
    {
        var template = SynthesizedTemplate.Root.DeepClone().AsObject();
        var (id, resource) = template["Resources"]!.AsObject().First(resource => resource.Value!["Type"]!.GetValue<string>() == type);
        resource!["Properties"]![property] = JsonNode.Parse(value);

        Assert.Contains(Validate(template), fault => fault.Contains($"{id}.", StringComparison.Ordinal) && fault.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_MissingProperty_IsNamed()
    {
        var template = SynthesizedTemplate.Root.DeepClone().AsObject();
        var (id, resource) = template["Resources"]!.AsObject().First(resource => resource.Key.StartsWith($"{Function}Function", StringComparison.Ordinal));
        resource!["Properties"]!.AsObject().Remove("Role");

        Assert.Equal([$"{id}.Role is missing: AWS::Lambda::Function requires it."], Validate(template));
    }

    [Fact]
    public void Validate_UnknownAttribute_IsNamedWithThoseThatThereAre()
    {
        var template = SynthesizedTemplate.Root.DeepClone().AsObject();
        var queue = SynthesizedTemplate.OfType("AWS::SQS::Queue").First().LogicalId;
        template["Outputs"]!["X"] = new JsonObject { ["Value"] = new JsonObject { ["Fn::GetAtt"] = new JsonArray(queue, "Url") } };

        Assert.Equal(["Outputs.X.Value asks AWS::SQS::Queue for Url: it has Arn, QueueName, QueueUrl."], Validate(template));
    }

    [Fact]
    public void Validate_DeprecatedProperty_IsNamed()
    {
        var template = JsonNode.Parse("""
            { "Resources": { "A": { "Type": "AWS::Events::EventBusPolicy", "Properties": { "StatementId": "x", "Action": "events:PutEvents" } } } }
            """)!.AsObject();

        Assert.Equal(["A.Action is deprecated in AWS::Events::EventBusPolicy."], Validate(template));
    }

    [Fact]
    public void Validate_TypeThatDoesNotExist_IsNamed()
    {
        var template = new JsonObject { ["Resources"] = new JsonObject { ["A"] = new JsonObject { ["Type"] = "AWS::Lambda::Fnction", ["Property"] = 1 } } };

        Assert.Equal(
            ["A.Property is not an attribute of a resource.", "A has the type AWS::Lambda::Fnction, which AWS does not have."], Validate(template));
    }

    private IReadOnlyList<string> Validate(JsonObject template) => new TemplateValidator(fixture.Specification).Validate(template);
}
