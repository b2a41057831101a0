using Amazon.Lambda.Core;

namespace Podcast.Tests.Testing.Functions;

/// <summary>What Lambda says of a call.</summary>
internal sealed class TestLambdaContext : ILambdaContext
{
    public string AwsRequestId => "request-1";

    public IClientContext ClientContext => null!;

    public string FunctionName => "podcast-feeds";

    public string FunctionVersion => "$LATEST";

    public ICognitoIdentity Identity => null!;

    public string InvokedFunctionArn => "arn:aws:lambda:us-east-1:000000000000:function:podcast-feeds";

    public ILambdaLogger Logger => null!;

    public string LogGroupName => "";

    public string LogStreamName => "";

    public int MemoryLimitInMB => 512;

    public TimeSpan RemainingTime { get; init; } = TimeSpan.FromSeconds(10);

    public string TraceId { get; init; } = "";
}
