namespace Podcast.LocalAws.Host;

/// <summary>The kind of a listener.</summary>
internal enum ListenerKind
{
    /// <summary>The AWS endpoint.</summary>
    Api,

    /// <summary>The distribution, viewer side.</summary>
    Edge,

    /// <summary>The URL of one function.</summary>
    FunctionUrl,
}
