using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Podcast.AppHost.Startup;

/// <summary>Reads the region of the local account.</summary>
internal static partial class RegionSetting
{
    public const string Name = "AWS_REGION";
    public const string Default = "us-east-1";

    /// <exception cref="DistributedApplicationException">The setting is no region.</exception>
    public static string Read(IConfiguration configuration) =>
        configuration[Name] is not { Length: > 0 } region ? Default
        : Pattern.IsMatch(region) ? region
        : throw new DistributedApplicationException($"{Name} is '{region}', which is not a region: set it to one such as {Default}, or unset it.");

    // https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
    [GeneratedRegex("^[a-z]{2}(-[a-z]+){1,2}-[0-9]{1,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern { get; }
}
