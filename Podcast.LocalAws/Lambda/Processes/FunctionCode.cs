using System.Text.Json.Nodes;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Lambda.Processes;

/// <summary>Where the package of a function is. See https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code.html.</summary>
internal sealed record FunctionCode(string Bucket, string Key)
{
    /// <exception cref="TemplateException">The code is not a zip file in a bucket.</exception>
    public static FunctionCode Read(StackResource function) =>
        function.Properties["Code"] is JsonObject code && code["S3Bucket"] is { } bucket && code["S3Key"] is { } key
            ? new(bucket.ToString(), key.ToString())
            : throw new TemplateException($"{function.LogicalId}.Properties.Code: LocalAws runs packages in S3 only (S3Bucket and S3Key).");
}
