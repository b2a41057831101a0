using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Template;

namespace Podcast.Tests.Unit.LocalAws.Iam;

/// <summary>The rules of https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html, within one account.</summary>
public sealed class AuthorizerTests
{
    private const string AllowRead = """{ "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::media/*" }""";
    private const string AllowNothing = """{ "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*" }""";

    [Fact]
    public void Authorize_IdentityPolicyAllows_IsAllowed()
        => Assert.True(new IamHarness().WithRole(AllowRead).Build().Evaluate(IamHarness.Role(), "s3:GetObject", IamHarness.Object).IsAllowed);

    [Fact]
    public void Authorize_NoPolicyAllows_IsDenied()
    {
        var decision = new IamHarness().WithRole(AllowRead).Build().Evaluate(IamHarness.Role(), "s3:PutObject", IamHarness.Object);

        Assert.Equal(DecisionReason.NotAllowedByIdentityPolicy, decision.Reason);
        Assert.Equal(
            "User: arn:aws:sts::111122223333:assumed-role/reader/session is not authorized to perform: s3:PutObject on resource: "
            + "\"arn:aws:s3:::media/a.mp3\" because no identity-based policy allows the s3:PutObject action",
            decision.Message);
        Assert.Equal("Allow s3:PutObject on arn:aws:s3:::media/a.mp3 in the policy of the role Reader.", decision.Hint);
    }

    [Fact]
    public void Refusal_NearAStatement_NamesIt()
    {
        var authorizer = new IamHarness().WithRole(AllowRead).Build();

        Assert.Equal(
            "Statement Read of Reader.Policies[p] allows it only on arn:aws:s3:::media/*.",
            authorizer.Evaluate(IamHarness.Role(), "s3:GetObject", "arn:aws:s3:::other/a.mp3").Hint);
    }

    [Fact]
    public void Deny_Identity_WinsOverEveryAllow()
    {
        var authorizer = new IamHarness()
            .WithRole(AllowRead + """, { "Effect": "Deny", "Action": "s3:*", "Resource": "*" }""")
            .WithBucketPolicy("""{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::media/*" }""")
            .Build();

        var decision = authorizer.Evaluate(IamHarness.Role(), "s3:GetObject", IamHarness.Object);

        Assert.Equal(DecisionReason.DeniedByIdentityPolicy, decision.Reason);
        Assert.EndsWith("with an explicit deny in an identity-based policy", decision.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "AWS": "*" }""")]
    [InlineData("""{ "AWS": "111122223333" }""")]
    [InlineData("""{ "AWS": "arn:aws:iam::111122223333:root" }""")]
    [InlineData("""{ "AWS": "arn:aws:iam::111122223333:role/reader" }""")]
    [InlineData("""{ "AWS": "arn:aws:sts::111122223333:assumed-role/reader/session" }""")]
    public void Deny_Resource_Wins(string principal)
    {
        var authorizer = new IamHarness().WithRole(AllowRead)
            .WithBucketPolicy($$"""{ "Effect": "Deny", "Principal": {{principal}}, "Action": "s3:*", "Resource": "arn:aws:s3:::media/*" }""").Build();

        Assert.Equal(DecisionReason.DeniedByResourcePolicy, authorizer.Evaluate(IamHarness.Role(), "s3:GetObject", IamHarness.Object).Reason);
    }

    [Theory]
    [InlineData("""{ "AWS": "arn:aws:iam::111122223333:role/reader" }""", true)]
    [InlineData("""{ "AWS": "arn:aws:sts::111122223333:assumed-role/reader/session" }""", true)]
    [InlineData("""{ "AWS": "arn:aws:sts::111122223333:assumed-role/reader/other" }""", false)]
    [InlineData("""{ "AWS": "arn:aws:iam::111122223333:role/other" }""", false)]
    [InlineData("""{ "AWS": "arn:aws:iam::111122223333:root" }""", false)]
    [InlineData("\"*\"", true)]
    [InlineData("""{ "Service": "cloudfront.amazonaws.com" }""", false)]
    public void Authorize_ResourcePolicyAllows_IsAllowed(string principal, bool allowed)
    {
        var authorizer = new IamHarness().WithRole(AllowNothing)
            .WithBucketPolicy($$"""{ "Effect": "Allow", "Principal": {{principal}}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::media/*" }""").Build();

        Assert.Equal(allowed, authorizer.Evaluate(IamHarness.Role(), "s3:GetObject", IamHarness.Object).IsAllowed);
    }

    [Fact]
    public void Service_IsAllowedByTheResourceAlone_ForItsSource()
    {
        const string distribution = "arn:aws:cloudfront::111122223333:distribution/E1";
        var authorizer = new IamHarness().WithBucketPolicy($$"""
            { "Sid": "Edge", "Effect": "Allow", "Principal": { "Service": "cloudfront.amazonaws.com" }, "Action": "s3:GetObject",
              "Resource": "arn:aws:s3:::media/*", "Condition": { "StringEquals": { "AWS:SourceArn": "{{distribution}}", "aws:SourceAccount": "111122223333" } } }
            """).Build();

        Assert.True(authorizer.Evaluate(IamHarness.Service("cloudfront.amazonaws.com", distribution), "s3:GetObject", IamHarness.Object).IsAllowed);
        var other = authorizer.Evaluate(IamHarness.Service("cloudfront.amazonaws.com", distribution + "2"), "s3:GetObject", IamHarness.Object);
        Assert.Equal(DecisionReason.NotAllowedByResourcePolicy, other.Reason);
        Assert.Equal(
            $"Statement Edge of MediaPolicy.PolicyDocument allows it only under the condition StringEquals AWS:SourceArn {distribution} (it is {distribution}2).", other.Hint);
    }

    [Fact]
    public void Authorize_RoleWithBoundary_AllowsTheIntersection()
    {
        var authorizer = new IamHarness().WithRole(AllowRead, boundary: AllowNothing).Build();

        Assert.Equal(DecisionReason.NotAllowedByBoundary, authorizer.Evaluate(IamHarness.Role(), "s3:GetObject", IamHarness.Object).Reason);
    }

    [Fact]
    public void Authorize_RoleWithBoundary_IsAllowedAndDeniedByIt()
    {
        var denied = new IamHarness().WithRole(AllowRead, boundary: """{ "Effect": "Deny", "Action": "*", "Resource": "*" }""").Build();
        Assert.Equal(DecisionReason.DeniedByIdentityPolicy, denied.Evaluate(IamHarness.Role(), "s3:GetObject", IamHarness.Object).Reason);
        Assert.True(new IamHarness().WithRole(AllowRead, boundary: AllowRead).Build().Evaluate(IamHarness.Role(), "s3:GetObject", IamHarness.Object).IsAllowed);
    }

    [Theory]
    [InlineData("""{ "Effect": "Allow", "NotAction": "s3:PutObject", "Resource": "*" }""", "s3:GetObject", IamHarness.Object, true)]
    [InlineData("""{ "Effect": "Allow", "NotAction": "s3:PutObject", "Resource": "*" }""", "s3:PutObject", IamHarness.Object, false)]
    [InlineData("""{ "Effect": "Allow", "Action": "s3:*", "NotResource": "arn:aws:s3:::media/*" }""", "s3:GetObject", IamHarness.Object, false)]
    [InlineData("""{ "Effect": "Allow", "Action": "s3:*", "NotResource": "arn:aws:s3:::media/*" }""", "s3:GetObject", "arn:aws:s3:::other/a", true)]
    public void Authorize_StatementOfAllBut_AllowsTheRest(string statement, string action, string resource, bool allowed) =>
        Assert.Equal(allowed, new IamHarness().WithRole(statement).Build().Evaluate(IamHarness.Role(), action, resource).IsAllowed);

    [Theory]
    [InlineData("reader", true)]
    [InlineData("other", false)]
    public void Deny_AllPrincipalsBut_LeavesThose(string role, bool allowed)
    {
        var authorizer = new IamHarness().WithRole(AllowRead).WithBucketPolicy($$"""
            { "Effect": "Deny", "NotPrincipal": { "AWS": "arn:aws:iam::111122223333:role/{{role}}" }, "Action": "s3:*", "Resource": "arn:aws:s3:::media/*" }
            """).Build();
        Assert.Equal(allowed, authorizer.Evaluate(IamHarness.Role(), "s3:GetObject", IamHarness.Object).IsAllowed);
    }

    [Theory]
    [InlineData("arn:aws:s3:::other/*", "s3:GetObject")]
    [InlineData("arn:aws:s3:::media/*", "s3:PutObject")]
    public void Deny_OfSomethingElse_LeavesTheRequest(string resource, string action)
    {
        var authorizer = new IamHarness().WithRole(AllowRead)
            .WithBucketPolicy($$"""{ "Effect": "Deny", "Principal": "*", "Action": "{{action}}", "Resource": "{{resource}}" }""").Build();
        Assert.True(authorizer.Evaluate(IamHarness.Role(), "s3:GetObject", IamHarness.Object).IsAllowed);
    }

    [Theory]
    [InlineData("arn:aws:iam::111122223333:root", "sts:AssumeRole", nameof(DecisionReason.Allowed))]
    [InlineData("arn:aws:iam::111122223333:root", "s3:GetObject", nameof(DecisionReason.NotAllowedByIdentityPolicy))]
    [InlineData("arn:aws:iam::111122223333:role/other", "sts:AssumeRole", nameof(DecisionReason.NotAllowedByResourcePolicy))]
    [InlineData("arn:aws:iam::111122223333:role/reader", "s3:GetObject", nameof(DecisionReason.Allowed))]
    public void Authorize_AssumeRoleByARole_NeedsTheTrustPolicyAndOfTheAccountAlsoItsOwn(string trusted, string own, string expected)
    {
        var authorizer = new IamHarness().WithRole($$"""{ "Effect": "Allow", "Action": "{{own}}", "Resource": "*" }""").With("Target", "AWS::IAM::Role", $$"""
            { "RoleName": "target", "AssumeRolePolicyDocument": {{IamHarness.Document($$"""{ "Effect": "Allow", "Principal": { "AWS": "{{trusted}}" }, "Action": "sts:AssumeRole" }""")}} }
            """).Build();
        Assert.Equal(expected, authorizer.Evaluate(IamHarness.Role(), "sts:AssumeRole", "arn:aws:iam::111122223333:role/target").Reason.ToString());
    }

    [Fact]
    public void Authorize_Key_NeedsItsPolicy()
    {
        const string key = "arn:aws:kms:eu-west-1:111122223333:key/";
        static IamHarness WithKey(string principal) => new IamHarness()
            .WithRole("""{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*" }""")
            .With("Key", "AWS::KMS::Key", $$"""
                { "KeyPolicy": {{IamHarness.Document($$"""{ "Effect": "Allow", "Principal": {{principal}}, "Action": "kms:*", "Resource": "*" }""")}} }
                """);
        var id = new StackIdentity("Test", IamHarness.Account, "eu-west-1").Uuid("Key");

        var delegated = WithKey("""{ "AWS": "arn:aws:iam::111122223333:root" }""").Build().Evaluate(IamHarness.Role(), "kms:Decrypt", key + id);
        var other = WithKey("""{ "AWS": "arn:aws:iam::111122223333:role/other" }""").Build().Evaluate(IamHarness.Role(), "kms:Decrypt", key + id);

        Assert.True(delegated.IsAllowed);
        Assert.Equal(DecisionReason.NotAllowedByResourcePolicy, other.Reason);
    }

    [Theory]
    [InlineData("lambda.amazonaws.com", true)]
    [InlineData("scheduler.amazonaws.com", false)]
    public void Authorize_AssumeRole_NeedsTheTrustPolicy(string service, bool allowed)
    {
        var authorizer = new IamHarness().WithRole(AllowRead).Build();

        Assert.Equal(
            allowed, authorizer.Evaluate(IamHarness.Service(service), "sts:AssumeRole", "arn:aws:iam::111122223333:role/reader").IsAllowed);
    }

    [Fact]
    public void Authorize_Developer_AllowsEverything() =>
        Assert.True(new IamHarness().Build().Evaluate(IamHarness.Developer, "dynamodb:DeleteTable", "arn:aws:dynamodb:eu-west-1:111122223333:table/T").IsAllowed);

    [Theory]
    [InlineData("AWS_IAM", true, true)]
    [InlineData("NONE", true, false)]
    [InlineData("AWS_IAM", false, false)]
    public void Authorize_LambdaPermission_AppliesItsConditions(string authType, bool rightSource, bool allowed)
    {
        const string function = "arn:aws:lambda:eu-west-1:111122223333:function:web";
        var authorizer = new IamHarness().With("Permission", "AWS::Lambda::Permission", $$"""
            { "Action": "lambda:InvokeFunctionUrl", "FunctionName": "web", "Principal": "cloudfront.amazonaws.com",
              "SourceArn": "arn:aws:cloudfront::111122223333:distribution/E1", "FunctionUrlAuthType": "AWS_IAM" }
            """).Build();
        var caller = IamHarness.Service("cloudfront.amazonaws.com", $"arn:aws:cloudfront::111122223333:distribution/{(rightSource ? "E1" : "E2")}");

        var decision = authorizer.Evaluate(caller, "lambda:InvokeFunctionUrl", function, new Dictionary<string, string> { ["lambda:FunctionUrlAuthType"] = authType });

        Assert.Equal(allowed, decision.IsAllowed);
    }

    [Theory]
    [InlineData("dynamodb:GetItem", "AccessDeniedException", 400)]
    [InlineData("s3:GetObject", "AccessDenied", 403)]
    [InlineData("lambda:InvokeFunction", "AccessDeniedException", 403)]
    [InlineData("cloudfront-keyvaluestore:UpdateKeys", "AccessDeniedException", 403)]
    public void Authorize_Refused_ThrowsTheErrorOfTheService(string action, string code, int status)
    {
        var error = Assert.Throws<AwsException>(() => new IamHarness().WithRole(AllowNothing).Build().Authorize(IamHarness.Role(), action, "arn:aws:x:::y"));

        Assert.Equal((code, status), (error.Code, error.StatusCode));
    }

    [Theory]
    [InlineData("""{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalTag/team": "a" } } }""", "aws:PrincipalTag/team")]
    [InlineData("""{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringSounds": { "aws:SourceArn": "a" } } }""", "StringSounds")]
    [InlineData("""{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "NumericLessThan": { "aws:EpochTime": "soon" } } }""", "soon")]
    [InlineData("""{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::${aws:PrincipalTag/team}" }""", "aws:PrincipalTag/team")]
    [InlineData("""{ "Effect": "Permit", "Action": "s3:GetObject", "Resource": "*" }""", "Permit")]
    [InlineData("""{ "Effect": "Allow", "Action": "GetObject", "Resource": "*" }""", "GetObject")]
    [InlineData("""{ "Effect": "Allow", "Action": "s3:GetObject" }""", "Resource")]
    [InlineData("""{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "media" }""", "media")]
    [InlineData("""{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Principal": "*" }""", "Principal")]
    public void Policy_ThatIsMalformedOrNotCovered_IsRefusedAtLoad(string statement, string named)
    {
        var error = Assert.Throws<TemplateException>(() => new IamHarness().WithRole(statement).Build());

        Assert.StartsWith("Reader.Policies[p]", error.Message, StringComparison.Ordinal);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }
}
