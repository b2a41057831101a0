using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Iam;
using Podcast.LocalAws.Template;

namespace Podcast.Tests.Unit.LocalAws.Iam;

/// <summary>An authorizer over a small stack: a role, a bucket, a key and whatever a test adds.</summary>
internal sealed class IamHarness
{
    public const string Account = "111122223333";
    public const string Bucket = "arn:aws:s3:::media";
    public const string Object = "arn:aws:s3:::media/a.mp3";

    private readonly JsonObject _resources = [];

    public IamHarness WithRole(string statements, string? boundary = null)
    {
        var role = new JsonObject
        {
            ["RoleName"] = "reader",
            ["AssumeRolePolicyDocument"] = Document("""{ "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }"""),
            ["Policies"] = new JsonArray(new JsonObject { ["PolicyName"] = "p", ["PolicyDocument"] = Document(statements) }),
        };
        if (boundary is not null)
        {
            With("Boundary", "AWS::IAM::ManagedPolicy", $$"""{ "ManagedPolicyName": "boundary", "PolicyDocument": {{Document(boundary)}} }""");
            role["PermissionsBoundary"] = JsonNode.Parse("""{ "Ref": "Boundary" }""");
        }

        return With("Reader", "AWS::IAM::Role", role.ToJsonString());
    }

    public IamHarness WithBucketPolicy(string statements) =>
        With("MediaPolicy", "AWS::S3::BucketPolicy", $$"""{ "Bucket": "media", "PolicyDocument": {{Document(statements)}} }""");

    public IamHarness With(string logicalId, string type, string properties)
    {
        _resources[logicalId] = new JsonObject { ["Type"] = type, ["Properties"] = JsonNode.Parse(properties) };
        return this;
    }

    public Authorizer Build()
    {
        var authorizer = new Authorizer(TimeProvider.System, [], NullLogger<Authorizer>.Instance);
        var template = new JsonObject { ["Resources"] = _resources };
        authorizer.ApplyAsync(StackLoader.Parse(template.ToJsonString(), new("Test", Account, "eu-west-1")), CancellationToken.None).GetAwaiter().GetResult();
        return authorizer;
    }

    public static AwsCaller Role(string session = "session") => new($"arn:aws:sts::{Account}:assumed-role/reader/{session}", Account, "", null);

    public static AwsCaller Service(string name, string? sourceArn = null) => new(name, Account, "", sourceArn);

    public static AwsCaller Developer { get; } = new($"arn:aws:iam::{Account}:user/developer", Account, "", null);

    public static JsonObject Document(string statements) => new() { ["Version"] = "2012-10-17", ["Statement"] = JsonNode.Parse($"[{statements}]") };
}
