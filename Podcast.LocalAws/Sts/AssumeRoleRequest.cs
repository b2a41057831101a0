using System.Globalization;
using System.Text.RegularExpressions;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Protocols.AwsQuery;

namespace Podcast.LocalAws.Sts;

/// <summary>The parameters of AssumeRole. See https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html.</summary>
/// <param name="RoleArn">The role.</param>
/// <param name="SessionName">The name of the session.</param>
/// <param name="Duration">How long the credentials are valid.</param>
internal sealed partial record AssumeRoleRequest(string RoleArn, string SessionName, TimeSpan Duration)
{
    private const int DefaultSeconds = 3600;
    private const int LeastSeconds = 900;
    private const int MostSeconds = 43_200;
    private const int ShortestName = 2;
    private const int LongestName = 64;

    private static readonly HashSet<string> Implemented = new(StringComparer.Ordinal) { "Action", "Version", "RoleArn", "RoleSessionName", "DurationSeconds" };

    /// <exception cref="AwsException">A value is out of its range, or a parameter is not implemented.</exception>
    public static AssumeRoleRequest Read(QueryRequest request)
    {
        if (request.Names.FirstOrDefault(name => !Implemented.Contains(name.Split('.')[0])) is { } other)
        {
            throw AwsException.NotImplemented("STS", $"AssumeRole with the parameter {other}");
        }

        return new(request.Required("RoleArn"), ReadName(request.Required("RoleSessionName")), ReadDuration(request.Text("DurationSeconds")));
    }

    private static string ReadName(string name) =>
        name.Length < ShortestName ? throw Invalid(name, "roleSessionName", $"have length greater than or equal to {ShortestName}")
        : name.Length > LongestName ? throw Invalid(name, "roleSessionName", $"have length less than or equal to {LongestName}")
        : Name().IsMatch(name) ? name
        : throw Invalid(name, "roleSessionName", @"satisfy regular expression pattern: [\w+=,.@-]*");

    private static TimeSpan ReadDuration(string? text)
    {
        if (text is null)
        {
            return TimeSpan.FromSeconds(DefaultSeconds);
        }

        return !int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
            ? throw new AwsException("MalformedInput", "DurationSeconds has to be a number.", StatusCodes.Status400BadRequest)
            : seconds < LeastSeconds ? throw Invalid(text, "durationSeconds", $"have value greater than or equal to {LeastSeconds}")
            : seconds > MostSeconds ? throw Invalid(text, "durationSeconds", $"have value less than or equal to {MostSeconds}")
            : TimeSpan.FromSeconds(seconds);
    }

    private static AwsException Invalid(string value, string member, string constraint) => new(
        "ValidationError", $"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: Member must {constraint}", StatusCodes.Status400BadRequest);

    [GeneratedRegex(@"^[\w+=,.@-]*$", RegexOptions.ECMAScript)]
    private static partial Regex Name();
}
