using System.Text.Json.Nodes;

namespace Podcast.Tests.Integration.LocalAws.CloudFront.Distribution;

/// <summary>Writes a template with a distribution, as small as a test needs it.</summary>
internal sealed class DistributionTemplate
{
    public const string CachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
    public const string AllViewerExceptHostHeader = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

    private readonly JsonObject _resources = [];
    private readonly JsonArray _origins = [];
    private readonly JsonArray _behaviors = [];

    public JsonObject Config { get; } = [];

    public JsonObject DefaultBehavior { get; set; } = Behavior("one");

    public static JsonObject Behavior(string origin, string? pattern = null)
    {
        var behavior = new JsonObject { ["TargetOriginId"] = origin, ["CachePolicyId"] = CachingDisabled, ["ViewerProtocolPolicy"] = "allow-all" };
        if (pattern is not null)
        {
            behavior["PathPattern"] = pattern;
        }

        return behavior;
    }

    public DistributionTemplate WithOrigin(string id, int port, Action<JsonObject>? configure = null)
    {
        var origin = new JsonObject
        {
            ["Id"] = id,
            ["DomainName"] = "localhost",
            ["CustomOriginConfig"] = new JsonObject { ["OriginProtocolPolicy"] = "http-only", ["HTTPPort"] = port },
        };
        configure?.Invoke(origin);
        _origins.Add((JsonNode)origin);
        return this;
    }

    public DistributionTemplate WithBucket(string originId, bool withAccessControl = true)
    {
        WithResource("Bucket", "AWS::S3::Bucket", "{}");
        WithResource("BucketPolicy", "AWS::S3::BucketPolicy", """
            { "Bucket": { "Ref": "Bucket" }, "PolicyDocument": { "Version": "2012-10-17", "Statement": [{
              "Effect": "Allow", "Principal": { "Service": "cloudfront.amazonaws.com" }, "Action": "s3:GetObject",
              "Resource": { "Fn::Join": ["", [{ "Fn::GetAtt": ["Bucket", "Arn"] }, "/*"]] },
              "Condition": { "StringEquals": { "AWS:SourceArn": { "Fn::Join": ["", ["arn:aws:cloudfront::000000000000:distribution/", { "Ref": "Distribution" }]] } } } }] } }
            """);
        WithResource("S3Control", "AWS::CloudFront::OriginAccessControl", """
            { "OriginAccessControlConfig": { "Name": "s3", "OriginAccessControlOriginType": "s3", "SigningBehavior": "always", "SigningProtocol": "sigv4" } }
            """);
        WithResource("BucketAccess", "AWS::S3::BucketPolicy", """
            {
              "Bucket": { "Ref": "Bucket" },
              "PolicyDocument": { "Version": "2012-10-17", "Statement": [{
                "Effect": "Allow", "Principal": { "Service": "cloudfront.amazonaws.com" }, "Action": ["s3:GetObject", "s3:ListBucket"],
                "Resource": [{ "Fn::GetAtt": ["Bucket", "Arn"] }, { "Fn::Sub": "${Bucket.Arn}/*" }],
                "Condition": { "ArnLike": { "aws:SourceArn": { "Fn::Sub": "arn:aws:cloudfront::${AWS::AccountId}:distribution/*" } } } }] }
            }
            """);
        var origin = JsonNode.Parse("""{ "DomainName": { "Fn::GetAtt": ["Bucket", "RegionalDomainName"] }, "S3OriginConfig": { "OriginAccessIdentity": "" } }""")!.AsObject();
        origin["Id"] = originId;
        if (withAccessControl)
        {
            origin["OriginAccessControlId"] = JsonNode.Parse("""{ "Fn::GetAtt": ["S3Control", "Id"] }""");
        }

        _origins.Add((JsonNode)origin);
        return this;
    }

    public DistributionTemplate WithLambda(string originId)
    {
        WithResource("Role", "AWS::IAM::Role", """
            {
              "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [
                { "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }] }
            }
            """);
        WithResource("WebUrlAccess", "AWS::Lambda::Permission", """
            {
              "Action": "lambda:InvokeFunctionUrl", "FunctionName": { "Ref": "Web" }, "Principal": "cloudfront.amazonaws.com",
              "SourceArn": { "Fn::Sub": "arn:aws:cloudfront::${AWS::AccountId}:distribution/*" }, "FunctionUrlAuthType": "AWS_IAM"
            }
            """);
        WithResource("WebAccess", "AWS::Lambda::Permission", """
            {
              "Action": "lambda:InvokeFunction", "FunctionName": { "Ref": "Web" }, "Principal": "cloudfront.amazonaws.com",
              "SourceArn": { "Fn::Sub": "arn:aws:cloudfront::${AWS::AccountId}:distribution/*" }, "InvokedViaFunctionUrl": true
            }
            """);
        WithResource("Web", "AWS::Lambda::Function", """{ "Handler": "Web", "Role": { "Fn::GetAtt": ["Role", "Arn"] }, "Timeout": 30 }""");
        WithResource("WebUrl", "AWS::Lambda::Url", """{ "AuthType": "AWS_IAM", "TargetFunctionArn": { "Fn::GetAtt": ["Web", "Arn"] } }""");
        WithResource("LambdaControl", "AWS::CloudFront::OriginAccessControl", """
            { "OriginAccessControlConfig": { "Name": "lambda", "OriginAccessControlOriginType": "lambda", "SigningBehavior": "always", "SigningProtocol": "sigv4" } }
            """);
        var origin = JsonNode.Parse("""
            {
              "DomainName": { "Fn::Select": [2, { "Fn::Split": ["/", { "Fn::GetAtt": ["WebUrl", "FunctionUrl"] }] }] },
              "CustomOriginConfig": { "OriginProtocolPolicy": "https-only" },
              "OriginAccessControlId": { "Fn::GetAtt": ["LambdaControl", "Id"] }
            }
            """)!.AsObject();
        origin["Id"] = originId;
        _origins.Add((JsonNode)origin);
        return this;
    }

    public DistributionTemplate WithBehavior(JsonObject behavior)
    {
        _behaviors.Add((JsonNode)behavior);
        return this;
    }

    /// <summary>Adds a function, with the key-value store <c>Store</c> when <paramref name="withStore"/> is set, to the behavior.</summary>
    public DistributionTemplate WithFunction(JsonObject behavior, string code, string eventType = "viewer-request", bool withStore = false)
    {
        var name = "Function" + _resources.Count;
        var config = new JsonObject { ["Comment"] = "", ["Runtime"] = "cloudfront-js-2.0" };
        if (withStore)
        {
            WithResource("Store", "AWS::CloudFront::KeyValueStore", """{ "Name": "store" }""");
            config["KeyValueStoreAssociations"] = JsonNode.Parse("""[{ "KeyValueStoreARN": { "Fn::GetAtt": ["Store", "Arn"] } }]""");
        }

        _resources[name] = new JsonObject
        {
            ["Type"] = "AWS::CloudFront::Function",
            ["Properties"] = new JsonObject { ["Name"] = name, ["AutoPublish"] = true, ["FunctionCode"] = code, ["FunctionConfig"] = config },
        };
        var associations = (JsonArray)(behavior["FunctionAssociations"] ??= new JsonArray());
        associations.Add((JsonNode)new JsonObject
        {
            ["EventType"] = eventType,
            ["FunctionARN"] = new JsonObject { ["Fn::GetAtt"] = new JsonArray(name, "FunctionARN") },
        });
        return this;
    }

    public DistributionTemplate WithFunction(string code, string eventType = "viewer-request", bool withStore = false) =>
        WithFunction(DefaultBehavior, code, eventType, withStore);

    public DistributionTemplate WithResource(string logicalId, string type, string properties)
    {
        _resources[logicalId] = new JsonObject { ["Type"] = type, ["Properties"] = JsonNode.Parse(properties) };
        return this;
    }

    public override string ToString()
    {
        Config["Enabled"] = true;
        Config["Origins"] = _origins.DeepClone();
        Config["CacheBehaviors"] = _behaviors.DeepClone();
        Config["DefaultCacheBehavior"] = DefaultBehavior.DeepClone();
        var resources = _resources.DeepClone().AsObject();
        resources["Distribution"] = new JsonObject
        {
            ["Type"] = "AWS::CloudFront::Distribution",
            ["Properties"] = new JsonObject
            {
                ["DistributionConfig"] = Config.DeepClone(),
                ["Tags"] = JsonNode.Parse("""[{ "Key": "stage", "Value": "test" }]"""),
            },
        };
        return new JsonObject { ["Resources"] = resources }.ToJsonString();
    }
}
