namespace Aspire.Hosting.ApplicationModel;

/// <summary>What becomes of the response to an HTTP command.</summary>
public enum HttpCommandResultMode
{
    /// <summary>It is not shown.</summary>
    None,

    /// <summary>It is shown as its content type says.</summary>
    Auto,

    /// <summary>It is shown as JSON.</summary>
    Json,

    /// <summary>It is shown as text.</summary>
    Text,
}
