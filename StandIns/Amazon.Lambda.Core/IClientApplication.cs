#nullable disable

namespace Amazon.Lambda.Core;

/// <summary>The mobile application that invoked the function, as the AWS Mobile SDK describes it.</summary>
public interface IClientApplication
{
    /// <summary>Package name.</summary>
    string AppPackageName { get; }

    /// <summary>Title.</summary>
    string AppTitle { get; }

    /// <summary>Version code.</summary>
    string AppVersionCode { get; }

    /// <summary>Version name.</summary>
    string AppVersionName { get; }

    /// <summary>Identifier of this installation.</summary>
    string InstallationId { get; }
}
