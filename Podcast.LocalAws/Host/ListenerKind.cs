namespace Podcast.LocalAws.Host;

/// <summary>What a listener stands for.</summary>
internal enum ListenerKind
{
    /// <summary>The AWS endpoint.</summary>
    Api,

    /// <summary>The distribution, viewer side.</summary>
    Edge,

    /// <summary>The URL of one function.</summary>
    FunctionUrl,
}
