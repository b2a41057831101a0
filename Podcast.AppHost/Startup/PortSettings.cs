using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Podcast.AppHost.Startup;

/// <summary>Reads the ports that the settings name.</summary>
internal static class PortSettings
{
    private const string Section = "Ports";

    // https://aspire.dev/app-host/configuration/
    private static readonly string[] Addresses =
    [
        "ASPNETCORE_URLS",
        "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "DOTNET_DASHBOARD_OTLP_ENDPOINT_URL",
        "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", "DOTNET_DASHBOARD_OTLP_HTTP_ENDPOINT_URL",
        "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL", "DOTNET_RESOURCE_SERVICE_ENDPOINT_URL",
        "ASPIRE_DASHBOARD_MCP_ENDPOINT_URL",
    ];

    /// <summary>The port that <c>Ports:{endpoint}</c> names; <see langword="null"/> for any free one.</summary>
    /// <exception cref="DistributedApplicationException">It is no port.</exception>
    public static int? Read(IConfiguration configuration, string endpoint) =>
        Parse($"{Section}:{endpoint}", configuration[$"{Section}:{endpoint}"]);

    /// <summary>Every port that a setting names, with the setting's name.</summary>
    /// <exception cref="DistributedApplicationException">A setting is no port or no address.</exception>
    public static IReadOnlyList<RequestedPort> ReadAll(IConfiguration configuration) =>
    [
        .. configuration.GetSection(Section).GetChildren()
            .Select(setting => (setting.Path, Port: Parse(setting.Path, setting.Value)))
            .Where(setting => setting.Port is not null)
            .Select(setting => new RequestedPort(setting.Path, setting.Port!.Value)),
        .. Addresses.SelectMany(name => ReadAddresses(name, configuration[name])),
    ];

    // Any free port unless a setting names one: --Ports:Edge=8080 on the command line, or Ports__Edge=8080 in the environment.
    private static int? Parse(string setting, string? value) =>
        string.IsNullOrEmpty(value)
            ? null
            : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 0 and <= 65535
                ? port == 0 ? null : port
                : throw new DistributedApplicationException(
                    $"{setting} is '{value}', which is not a port: give a number from 1 to 65535, or 0 for any free one.");

    private static IEnumerable<RequestedPort> ReadAddresses(string setting, string? value)
    {
        foreach (var text in (value ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = ParseAddress(text);
            if (address is not { Scheme: "http" or "https", Host.Length: > 0, Port: >= 0 and <= 65535, IsUnixPipe: false })
            {
                throw new DistributedApplicationException(
                    $"{setting} is '{text}', which is not an address: set it to one such as http://localhost:18888, or unset it.");
            }

            if (address.Port != 0)
            {
                yield return new(setting, address.Port);
            }
        }
    }

    private static BindingAddress? ParseAddress(string text)
    {
        try
        {
            return BindingAddress.Parse(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
