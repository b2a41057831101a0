namespace Podcast.LocalAws.Core.Streams;

/// <summary>The streams of the stack's tables.</summary>
internal interface ITableStreams
{
    /// <summary>Ends when the first stack's tables and their streams exist. When they cannot be created it never does.</summary>
    Task Created { get; }

    /// <summary>A reader of one stream, known by the ARN that the stack gives it.</summary>
    IStreamSource Open(string streamArn);
}
