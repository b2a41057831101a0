using System.Text.Json.Nodes;
using CsCheck;
using Podcast.LocalAws.Template;

namespace Podcast.Tests.Unit.LocalAws.Template;

public sealed class StackLoaderTests
{
    private static readonly StackIdentity Identity = new("Shop", "111122223333", "eu-west-1");

    private const string Surroundings = """
        "Parameters": {
          "Plain": { "Type": "String", "Default": "standard" },
          "Count": { "Type": "Number", "Default": 7 },
          "List": { "Type": "CommaDelimitedList", "Default": "a, b,c" },
          "Bootstrap": { "Type": "AWS::SSM::Parameter::Value<String>", "Default": "/cdk-bootstrap/hnb659fds/version" },
          "Missing": { "Type": "String" }
        },
        "Mappings": { "Sizes": { "eu-west-1": { "small": "s-eu", "big": ["x", "y"] }, "us-east-1": { "small": "s-us" } } },
        "Conditions": {
          "IsEurope": { "Fn::Equals": [{ "Ref": "AWS::Region" }, "eu-west-1"] },
          "IsNot": { "Fn::Not": [{ "Condition": "IsEurope" }] },
          "Both": { "Fn::And": [{ "Condition": "IsEurope" }, { "Fn::Equals": [{ "Ref": "Plain" }, "standard"] }] },
          "Either": { "Fn::Or": [{ "Condition": "IsNot" }, { "Fn::Equals": ["a", "b"] }] }
        },
        """;

    [Theory]
    [InlineData("""{ "Ref": "AWS::AccountId" }""", "111122223333")]
    [InlineData("""{ "Ref": "AWS::Region" }""", "eu-west-1")]
    [InlineData("""{ "Ref": "AWS::Partition" }""", "aws")]
    [InlineData("""{ "Ref": "AWS::URLSuffix" }""", "amazonaws.com")]
    [InlineData("""{ "Ref": "AWS::StackName" }""", "Shop")]
    [InlineData("""{ "Ref": "Plain" }""", "standard")]
    [InlineData("""{ "Ref": "Count" }""", "7")]
    [InlineData("""{ "Ref": "Bootstrap" }""", "21")]
    [InlineData("""{ "Fn::Join": ["-", ["a", { "Ref": "AWS::Region" }, { "Ref": "Count" }]] }""", "a-eu-west-1-7")]
    [InlineData("""{ "Fn::Join": ["+", { "Ref": "List" }] }""", "a+b+c")]
    [InlineData("""{ "Fn::Join": ["", { "Fn::Split": ["/", "x/y/z"] }] }""", "xyz")]
    [InlineData("""{ "Fn::Sub": "${AWS::Region}/${Plain}/${!Kept}/${Table}" }""", "eu-west-1/standard/${Kept}/things")]
    [InlineData("""{ "Fn::Sub": "${Table.Arn}" }""", "arn:aws:dynamodb:eu-west-1:111122223333:table/things")]
    [InlineData("""{ "Fn::Sub": ["${A}-${B}", { "A": "1", "B": { "Ref": "Plain" } }] }""", "1-standard")]
    [InlineData("""{ "Fn::Sub": "no variables" }""", "no variables")]
    [InlineData("""{ "Fn::Select": [1, ["a", "b"]] }""", "b")]
    [InlineData("""{ "Fn::Select": ["2", { "Fn::Split": ["/", { "Fn::GetAtt": ["Url", "FunctionUrl"] }] }] }""", null)]
    [InlineData("""{ "Fn::If": ["IsEurope", "yes", "no"] }""", "yes")]
    [InlineData("""{ "Fn::If": ["IsNot", "yes", "no"] }""", "no")]
    [InlineData("""{ "Fn::If": ["Both", "yes", "no"] }""", "yes")]
    [InlineData("""{ "Fn::If": ["Either", "yes", "no"] }""", "no")]
    [InlineData("""{ "Fn::FindInMap": ["Sizes", { "Ref": "AWS::Region" }, "small"] }""", "s-eu")]
    [InlineData("""{ "Fn::Base64": "hällo" }""", "aMOkbGxv")]
    [InlineData("""{ "Fn::GetAtt": ["Table", "Arn"] }""", "arn:aws:dynamodb:eu-west-1:111122223333:table/things")]
    [InlineData("""{ "Fn::GetAtt": "Table.Arn" }""", "arn:aws:dynamodb:eu-west-1:111122223333:table/things")]
    public void Parse_WithFunction_ResolvesIt(string function, string? expected)
    {
        var resolved = Resolve(function)!.ToString();

        Assert.Equal(expected ?? new Uri(Load(function)["Url"].GetAtt("FunctionUrl")).Host, resolved);
    }

    [Theory]
    [InlineData("""{ "Ref": "Nobody" }""", "Subject.Properties.Value refers to 'Nobody', which is neither a resource nor a parameter of the template.")]
    [InlineData("""{ "A": [1, { "Ref": "Nobody" }] }""", "Subject.Properties.Value.A[1] refers to 'Nobody'")]
    [InlineData("""{ "Fn::GetAtt": ["Table", "Colour"] }""", "refers to the attribute 'Colour' of Table (AWS::DynamoDB::Table), which LocalAws does not know")]
    [InlineData("""{ "Fn::GetAtt": ["Nobody", "Arn"] }""", "refers to 'Nobody', which is not a resource")]
    [InlineData("""{ "Ref": "Missing" }""", "needs the parameter 'Missing', which has no value and no default")]
    [InlineData("""{ "Ref": "OnlyElsewhere" }""", "refers to 'OnlyElsewhere', whose condition 'IsNot' does not hold")]
    [InlineData("""{ "Fn::ImportValue": "x" }""", "No export named x found")]
    [InlineData("""{ "Fn::Transform": {} }""", "uses Fn::Transform, which LocalAws does not evaluate")]
    [InlineData("""{ "Fn::Select": [5, ["a"]] }""", "selects element 5 of a list of 1")]
    [InlineData("""{ "Fn::FindInMap": ["Sizes", "mars", "small"] }""", "looks up Sizes.mars.small")]
    [InlineData("""{ "Fn::Sub": "${Unclosed" }""", "has a ${ without its }")]
    [InlineData("""{ "Fn::If": ["Unheard", "a", "b"] }""", "refers to the condition 'Unheard'")]
    [InlineData("\"{{resolve:ssm:/x}}\"", "has a dynamic reference")]
    [InlineData("""{ "Ref": "Circle" }""", "closes a circle: Ring → Circle → Ring")]
    public void Parse_UnresolvedReference_NamesThePath(string function, string expected)
    {
        var error = Assert.Throws<TemplateException>(() => Resolve(function));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_WithNoValue_LeavesThePropertyOut()
    {
        var value = Resolve("""{ "Kept": 1, "Left": { "Ref": "AWS::NoValue" }, "List": [1, { "Fn::If": ["IsNot", 2, { "Ref": "AWS::NoValue" }] }, 3] }""")!;

        Assert.Equal("""{"Kept":1,"List":[1,3]}""", value.ToJsonString());
    }

    [Fact]
    public void Parse_WithFalseCondition_LeavesTheResourceOut()
    {
        var stack = Load("1");

        Assert.False(stack.TryGet("OnlyElsewhere", out _));
        Assert.True(stack.TryGet("Table", out _));
    }

    [Fact]
    public void Parse_WithParameterValue_PrefersItToTheDefault()
    {
        var stack = StackLoader.Parse(
            """{ "Parameters": { "P": { "Type": "String", "Default": "a" } }, "Resources": {}, "Outputs": { "O": { "Value": { "Ref": "P" } } } }""",
            Identity,
            new Dictionary<string, string> { ["P"] = "b" });

        Assert.Equal("b", stack.Outputs["O"]);
    }

    [Fact]
    public void Parse_WithoutResources_Fails()
    {
        var error = Assert.Throws<TemplateException>(() => StackLoader.Parse("{}", Identity));

        Assert.Contains("no Resources section", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_TwoResourcesInAnyOrder_GivesTheSameIds()
    {
        const string table = """ "T": { "Type": "AWS::DynamoDB::Table" } """;
        const string function = """ "F": { "Type": "AWS::Lambda::Function", "Properties": { "Environment": { "Variables": { "TABLE": { "Ref": "T" } } } } } """;

        var forward = StackLoader.Parse($$"""{ "Resources": { {{table}}, {{function}} } }""", Identity);
        var backward = StackLoader.Parse($$"""{ "Resources": { {{function}}, {{table}} } }""", Identity);

        Assert.Equal(forward["T"].PhysicalId, backward["F"].Properties["Environment"]!["Variables"]!["TABLE"]!.ToString());
        Assert.Equal(forward["F"].PhysicalId, backward["F"].PhysicalId);
    }

    [Fact]
    public void Parse_AnyPlainValue_GivesItBackUnchanged() =>
        PlainValue(3).Sample(value =>
        {
            var text = value.ToJsonString();
            return Resolve(text)!.ToJsonString() == text;
        });

    private static Gen<JsonNode> PlainValue(int depth)
    {
        var leaf = Gen.OneOf<JsonNode>(
            Gen.Int.Select(number => (JsonNode)JsonValue.Create(number)),
            Gen.Bool.Select(flag => (JsonNode)JsonValue.Create(flag)),
            Gen.String[Gen.Char.AlphaNumeric, 0, 8].Select(text => (JsonNode)JsonValue.Create(text)!));
        if (depth == 0)
        {
            return leaf;
        }

        var inner = PlainValue(depth - 1);
        return Gen.OneOf(
            leaf,
            inner.Array[0, 3].Select(items => (JsonNode)new JsonArray([.. items.Select(item => item.DeepClone())])),
            Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 6].Array[0, 3], inner, (names, value) =>
                (JsonNode)new JsonObject(names.Distinct().Select(name => KeyValuePair.Create<string, JsonNode?>("p" + name, value.DeepClone())))));
    }

    private static JsonNode? Resolve(string value) => Load(value)["Subject"].Properties["Value"];

    private static Stack Load(string value)
    {
        var circle = value.Contains("Circle", StringComparison.Ordinal)
            ? """
              "Circle": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": { "Fn::Sub": "${Ring}-a" } } },
              "Ring": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": { "Fn::Sub": "${Circle}-b" } } },
              """
            : "";
        return StackLoader.Parse(
            $$"""
            {
              {{Surroundings}}
              "Resources": {
                {{circle}}
                "Subject": { "Type": "AWS::CloudFormation::WaitConditionHandle", "Properties": { "Value": {{value}} } },
                "Url": { "Type": "AWS::Lambda::Url", "Properties": { "TargetFunctionArn": "f" } },
                "OnlyElsewhere": { "Type": "AWS::S3::Bucket", "Condition": "IsNot" },
                "Table": { "Type": "AWS::DynamoDB::Table", "Properties": { "TableName": "things" } }
              }
            }
            """,
            Identity);
    }
}
