namespace Podcast.AppHost.LocalTools;

/// <summary>Reads what npm says when it fails.</summary>
internal static class NpmError
{
    private static readonly string[] NoNetwork = ["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH", "EHOSTUNREACH"];

    /// <summary>A few words: the network's fault by name, or npm's own code and first line. Never a registry's address.</summary>
    public static string Summarize(ToolProcessResult result)
    {
        var said = result.Error + result.Output;
        if (NoNetwork.FirstOrDefault(code => said.Contains(code, StringComparison.Ordinal)) is { } network)
        {
            return $"the npm registry cannot be reached: {network}";
        }

        var code = result.Error.Split('\n').FirstOrDefault(line => line.Contains(" code ", StringComparison.Ordinal));
        return code is null ? $"npm ended with exit code {result.ExitCode}" : $"npm says {code[(code.IndexOf(" code ", StringComparison.Ordinal) + 6)..].Trim()}";
    }
}
