namespace Podcast.LocalAws.Scheduler;

/// <summary>The templated targets that are covered. See https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html.</summary>
internal enum TargetKind
{
    /// <summary>Lambda's Invoke, without waiting for the function.</summary>
    LambdaInvoke,

    /// <summary>SQS's SendMessage.</summary>
    SqsSendMessage,
}
