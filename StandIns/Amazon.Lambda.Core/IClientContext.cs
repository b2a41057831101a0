#nullable disable

namespace Amazon.Lambda.Core;

/// <summary>What the invoker passed in the ClientContext of a synchronous Invoke.</summary>
public interface IClientContext
{
    /// <summary>The <c>env</c> member; null when it was not sent.</summary>
    IDictionary<string, string> Environment { get; }

    /// <summary>The <c>client</c> member; null when it was not sent.</summary>
    IClientApplication Client { get; }

    /// <summary>The <c>custom</c> member; null when it was not sent.</summary>
    IDictionary<string, string> Custom { get; }
}
