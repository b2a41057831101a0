namespace Podcast.LocalAws.Core.Ports;

/// <summary>Where the process listens. A port is known once the server has started.</summary>
internal interface IListenerUrls
{
    /// <summary>The AWS endpoint.</summary>
    Uri ApiUrl { get; }

    /// <summary>The distribution, viewer side.</summary>
    Uri EdgeUrl { get; }

    /// <summary>The function URL of a handler that has a listener of its own.</summary>
    /// <exception cref="InvalidOperationException">The handler has none.</exception>
    Uri FunctionUrl(string handler);
}
