using System.Text.RegularExpressions;
using Podcast.LocalAws.Template;

namespace Podcast.Tests.Unit.LocalAws.Template;

/// <summary>The return values as CloudFormation documents them, on each type's page.</summary>
public sealed class ResourceTypesTests
{
    private static readonly StackIdentity Identity = new("Podcast", "111122223333", "eu-west-1");

    [Theory]
    [InlineData("AWS::DynamoDB::Table", "Ref", @"^Podcast-R-[A-Z2-7]{12}$")]
    [InlineData("AWS::DynamoDB::Table", "Arn", @"^arn:aws:dynamodb:eu-west-1:111122223333:table/Podcast-R-[A-Z2-7]{12}$")]
    [InlineData("AWS::DynamoDB::Table", "StreamArn", @"^arn:aws:dynamodb:eu-west-1:111122223333:table/Podcast-R-[A-Z2-7]{12}/stream/[0-9T:.-]{23}$")]
    [InlineData("AWS::S3::Bucket", "Ref", @"^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$")]
    [InlineData("AWS::S3::Bucket", "Arn", @"^arn:aws:s3:::podcast-r-")]
    [InlineData("AWS::S3::Bucket", "RegionalDomainName", @"^podcast-r-[a-z2-7]{12}\.s3\.eu-west-1\.amazonaws\.com$")]
    [InlineData("AWS::Lambda::Function", "Arn", @"^arn:aws:lambda:eu-west-1:111122223333:function:Podcast-R-")]
    [InlineData("AWS::Lambda::Url", "FunctionUrl", @"^https://[a-z0-9]{32}\.lambda-url\.eu-west-1\.on\.aws/$")]
    [InlineData("AWS::Lambda::EventSourceMapping", "Ref", @"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")]
    [InlineData("AWS::CloudFront::Distribution", "Ref", @"^E[A-Z0-9]{13}$")]
    [InlineData("AWS::CloudFront::Distribution", "DomainName", @"^d[a-z0-9]{13}\.cloudfront\.net$")]
    [InlineData("AWS::CloudFront::Function", "FunctionARN", @"^arn:aws:cloudfront::111122223333:function/Podcast-R-")]
    [InlineData("AWS::CloudFront::KeyValueStore", "Arn", @"^arn:aws:cloudfront::111122223333:key-value-store/[0-9a-f-]{36}$")]
    [InlineData("AWS::CloudFront::KeyValueStore", "Id", @"^[0-9a-f-]{36}$")]
    [InlineData("AWS::IAM::Role", "Arn", @"^arn:aws:iam::111122223333:role/Podcast-R-")]
    [InlineData("AWS::SQS::Queue", "Ref", @"^https://sqs\.eu-west-1\.amazonaws\.com/111122223333/Podcast-R-")]
    [InlineData("AWS::SQS::Queue", "Arn", @"^arn:aws:sqs:eu-west-1:111122223333:Podcast-R-")]
    [InlineData("AWS::SNS::Topic", "Ref", @"^arn:aws:sns:eu-west-1:111122223333:Podcast-R-")]
    [InlineData("AWS::Logs::LogGroup", "Arn", @"^arn:aws:logs:eu-west-1:111122223333:log-group:.*:\*$")]
    public void GetAtt_Type_HasTheDocumentedShape(string type, string attribute, string pattern)
    {
        var resource = Load(type, "R");

        Assert.Matches(new Regex(pattern, RegexOptions.CultureInvariant), attribute == "Ref" ? resource.PhysicalId : resource.GetAtt(attribute));
    }

    [Theory]
    [InlineData("AWS::Lambda::Function", 64)]
    [InlineData("AWS::IAM::Role", 64)]
    [InlineData("AWS::S3::Bucket", 63)]
    [InlineData("AWS::Events::Rule", 64)]
    public void PhysicalId_LongLogicalId_KeepsToTheLimit(string type, int limit)
    {
        var logicalId = new string('L', 120);

        Assert.InRange(Load(type, logicalId).PhysicalId.Length, 1, limit);
    }

    [Fact]
    public void PhysicalId_TwoLogicalIdsWithTheSameBeginning_Differs()
    {
        var beginning = new string('L', 120);

        Assert.NotEqual(Load("AWS::Lambda::Function", beginning + "A").PhysicalId, Load("AWS::Lambda::Function", beginning + "B").PhysicalId);
    }

    private static StackResource Load(string type, string logicalId) =>
        StackLoader.Parse($$"""{ "Resources": { "{{logicalId}}": { "Type": "{{type}}", "Properties": { "TargetFunctionArn": "f" } } } }""", Identity)[logicalId];
}
