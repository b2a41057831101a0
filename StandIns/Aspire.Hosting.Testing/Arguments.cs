namespace Aspire.Hosting.Testing;

internal static class Arguments
{
    public static string[] ThrowIfAnyIsEmpty(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        foreach (var arg in args)
        {
            ArgumentException.ThrowIfNullOrEmpty(arg, nameof(args));
        }

        return args;
    }
}
