namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a resource or an endpoint may be called: 1 to 64 ASCII letters, digits and single hyphens, a letter first, no hyphen last.</summary>
internal static class ModelName
{
    private const int MaxLength = 64;

    public static void Validate(string target, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Complaint(name) is { } complaint)
        {
            throw new ArgumentException($"{target} name '{name}' is invalid. {complaint}", nameof(name));
        }
    }

    private static string? Complaint(string name)
    {
        if (name.Length is 0 or > MaxLength)
        {
            return $"Name must be between 1 and {MaxLength} characters long.";
        }

        if (!char.IsAsciiLetter(name[0]))
        {
            return "Name must start with an ASCII letter.";
        }

        if (name[^1] == '-')
        {
            return "Name cannot end with a hyphen.";
        }

        if (name.Contains("--", StringComparison.Ordinal))
        {
            return "Name cannot contain consecutive hyphens.";
        }

        return name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? null
            : "Name must contain only ASCII letters, digits, and hyphens.";
    }
}
