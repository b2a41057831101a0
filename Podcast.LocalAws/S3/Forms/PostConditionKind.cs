namespace Podcast.LocalAws.S3.Forms;

internal enum PostConditionKind
{
    Equals,
    StartsWith,
}
