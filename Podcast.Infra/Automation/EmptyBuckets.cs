using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Constructs;
using Podcast.Infra.Core;
using Podcast.Infra.Functions;
using Podcast.Infra.Input;
using Podcast.Infra.Media;

namespace Podcast.Infra.Automation;

/// <summary>
/// Empties the buckets of a development stack when it is destroyed: CloudFormation deletes no bucket with objects in it. A production stack has
/// none of this. See docs/decisions/0087-a-development-stack-empties-its-buckets.md.
/// </summary>
internal sealed class EmptyBuckets : Construct
{
    /// <summary>The tag of buckets that the function empties.</summary>
    public const string Tag = "EmptiedOnDestroy";

    private static readonly Duration Longest = Duration.Minutes(15);

    public EmptyBuckets(Construct scope, string id, SynthesisInput input, StackSettings settings, MediaBuckets media, Transcoder transcoder, PodcastFunctions functions)
        : base(scope, id)
    {
        var function = new PodcastFunction(this, Define(media.Ingest, media.Audio, media.Logs), Code.FromAsset(input.FunctionsFolder), settings).Function;
        var ingest = Add(function, "Ingest", media.Ingest);
        var audio = Add(function, "Audio", media.Audio);
        var logs = Add(function, "Logs", media.Logs);

        // What is made after a custom resource is deleted before it: nobody writes into a bucket any more when it is emptied. Publishers upload
        // with what the API's role has signed, and AWS writes the logs because the bucket's policy lets it.
        functions.PublisherApi.Role.Node.AddDependency(ingest, audio);
        transcoder.Role.Node.AddDependency(audio);
        media.Logs.Policy.AddDependency(logs);
    }

    private CfnResource Add(Function function, string name, PrivateBucket bucket)
    {
        var resource = new CfnResource(this, name, new CfnResourceProps
        {
            Type = "Custom::EmptyBucket",
            Properties = new Dictionary<string, object>
            {
                ["ServiceToken"] = function.FunctionArn,
                // Otherwise a function that does not respond keeps the stack waiting for an hour.
                ["ServiceTimeout"] = Longest.ToSeconds(),
                ["BucketName"] = bucket.Name,
            },
        });
        resource.ApplyRemovalPolicy(RemovalPolicy.DESTROY);
        return resource;
    }

    private static FunctionDefinition Define(params PrivateBucket[] buckets) => new(FunctionName.EmptyBucket)
    {
        Description = "Empties the buckets of a development stack before they are deleted.",
        Timeout = Longest,
        Environment = [],
        Permissions =
        [
            Statements.Allow(
                "List",
                ["s3:GetBucketTagging", "s3:ListBucketMultipartUploads", "s3:ListBucketVersions"],
                [.. buckets.Select(bucket => bucket.Arn)]),
            Statements.Allow(
                "Empty",
                ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:DeleteObjectVersion"],
                [.. buckets.Select(bucket => bucket.ObjectsArn("*"))]),
        ],
    };
}
