namespace Podcast.LocalAws.Iam;

/// <summary>The kinds of principals, by their form.</summary>
internal static class Principals
{
    /// <summary>Who signed nothing.</summary>
    public const string Anonymous = "*";

    public static bool IsService(string principal) => principal.EndsWith(".amazonaws.com", StringComparison.Ordinal) && !IsArn(principal);

    public static bool IsArn(string principal) => principal.StartsWith("arn:", StringComparison.Ordinal);

    /// <summary>The role's name in <c>arn:aws:sts::{account}:assumed-role/{role}/{session}</c>; <see langword="null"/> for anyone else.</summary>
    public static string? RoleOfSession(string principal)
    {
        const string marker = ":assumed-role/";
        var start = principal.IndexOf(marker, StringComparison.Ordinal);
        return start < 0 ? null : principal[(start + marker.Length)..].Split('/')[0];
    }

    /// <summary>The name of a role, without its path.</summary>
    public static string NameOfRole(string roleArn) => roleArn[(roleArn.LastIndexOf('/') + 1)..];
}
