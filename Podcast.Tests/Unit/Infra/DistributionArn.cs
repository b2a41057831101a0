using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Unit.Infra;

/// <summary>The distribution's ARN as policies and permissions have to write it.</summary>
internal static class DistributionArn
{
    public static string Value { get; } =
        $"arn:${{AWS::Partition}}:cloudfront::${{AWS::AccountId}}:distribution/${{{SynthesizedTemplate.Single("AWS::CloudFront::Distribution").LogicalId}}}";
}
