using System.Globalization;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Tells the garbage collector how much memory the function has, because the machine under it has more.</summary>
internal static class MemoryLimit
{
    internal const string OptOut = "AWS_LAMBDA_DOTNET_DISABLE_MEMORY_LIMIT_CHECK";

    internal static void Apply(IEnvironmentVariables environment)
    {
        if (string.Equals(environment.GetEnvironmentVariable(OptOut), "true", StringComparison.OrdinalIgnoreCase)
            || !ulong.TryParse(
                environment.GetEnvironmentVariable(LambdaEnvironment.EnvVarFunctionMemorySize),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var megabytes))
        {
            return;
        }

        var bytes = megabytes * 1024 * 1024;
        if ((ulong)GC.GetGCMemoryInfo().TotalAvailableMemoryBytes < bytes)
        {
            return;
        }

        try
        {
            AppContext.SetData("GCHeapHardLimit", bytes);
            GC.RefreshMemoryLimit();
        }
        catch (InvalidOperationException)
        {
            // More is in use already than the function has; it will run out where Lambda would stop it too.
        }
    }
}
