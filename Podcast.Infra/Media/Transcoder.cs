using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.MediaConvert;
using Constructs;
using Podcast.Infra.Core;

namespace Podcast.Infra.Media;

/// <summary>
/// Where MediaConvert takes jobs of this stack from, and as whom it reads recordings and writes audio. A queue of its own keeps two stacks of one
/// account apart: the events of the other's jobs are not ours.
/// </summary>
internal sealed class Transcoder : Construct
{
    public Transcoder(Construct scope, string id, MediaBuckets media) : base(scope, id)
    {
        Queue = new CfnQueue(this, "Queue", new CfnQueueProps { Description = "Recordings that wait to be transcoded." });
        Role = ServiceRole.Create(this, "mediaconvert.amazonaws.com", forSource: Queue.AttrArn,
        [
            Statements.Allow("ReadRecordings", ["s3:GetObject"], media.IngestObjects),
            Statements.Allow("WriteAudio", ["s3:PutObject"], media.AudioObjects),
        ]);
    }

    public CfnQueue Queue { get; }

    public Role Role { get; }

    /// <summary>What a role needs to submit jobs to the queue, and to hand MediaConvert the role above and no other.</summary>
    public PolicyStatement[] AllowSubmit() =>
    [
        Statements.Allow("SubmitJobs", ["mediaconvert:CreateJob", "mediaconvert:ListJobs"], Queue.AttrArn),
        Statements.AllowWhere(
            "HandOverRole", ["iam:PassRole"], Role.RoleArn, new() { ["iam:PassedToService"] = "mediaconvert.amazonaws.com" }),
    ];

    /// <summary>What a role needs to ask after jobs. A job's id is known only when it is there.</summary>
    public static PolicyStatement AllowAsk() => Statements.Allow(
        "LookAfterJobs",
        ["mediaconvert:GetJob"],
        $"arn:{Amazon.CDK.Aws.PARTITION}:mediaconvert:{Amazon.CDK.Aws.REGION}:{Amazon.CDK.Aws.ACCOUNT_ID}:jobs/*");
}
