using System.Text.Json.Nodes;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

internal sealed class CognitoClientApplication : IClientApplication
{
    public string? AppPackageName { get; private init; }

    public string? AppTitle { get; private init; }

    public string? AppVersionCode { get; private init; }

    public string? AppVersionName { get; private init; }

    public string? InstallationId { get; private init; }

    internal static CognitoClientApplication FromJson(JsonObject json) => new()
    {
        AppPackageName = (string?)json["app_package_name"],
        AppTitle = (string?)json["app_title"],
        AppVersionCode = (string?)json["app_version_code"],
        AppVersionName = (string?)json["app_version_name"],
        InstallationId = (string?)json["installation_id"],
    };
}
