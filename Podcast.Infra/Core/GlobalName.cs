using Amazon.CDK;

namespace Podcast.Infra.Core;

/// <summary>
/// Names for CloudFront's resources. They are unique in the whole account, in which the stack may stand once per region; what CloudFormation
/// names by itself needs none of this.
/// </summary>
internal static class GlobalName
{
    public static string Of(string name) => Fn.Join("-", [Aws.STACK_NAME, Aws.REGION, name]);
}
