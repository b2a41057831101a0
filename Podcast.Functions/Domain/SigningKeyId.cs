namespace Podcast.Functions.Domain;

/// <summary>Ids of signing keys: two digits of base 36 that count up from <see cref="SigningKey.FirstId"/> and are not used twice.</summary>
internal static class SigningKeyId
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// <exception cref="InvalidOperationException">All 1,295 are used up.</exception>
    public static string After(string id) =>
        Number(id) + 1 < Digits.Length * Digits.Length
            ? Text(Number(id) + 1)
            : throw new InvalidOperationException("All ids of signing keys are used up.");

    /// <summary>All from the first to this one.</summary>
    public static IEnumerable<string> UpTo(string id) => Enumerable.Range(1, Number(id)).Select(Text);

    public static bool IsValid(string text) => text.Length == SigningKey.IdLength && text.All(digit => Digits.Contains(digit, StringComparison.Ordinal));

    private static int Number(string id) =>
        IsValid(id)
            ? (Digits.IndexOf(id[0], StringComparison.Ordinal) * Digits.Length) + Digits.IndexOf(id[1], StringComparison.Ordinal)
            : throw new InvalidDataException("The id of the current signing key is invalid.");

    private static string Text(int number) => $"{Digits[number / Digits.Length]}{Digits[number % Digits.Length]}";
}
