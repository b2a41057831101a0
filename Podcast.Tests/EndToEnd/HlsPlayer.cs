using Aspire.Hosting;
using Podcast.AppHost.LocalTools;

namespace Podcast.Tests.EndToEnd;

/// <summary>hls.js, the player library that most web sites use, from npm, in the tool cache.</summary>
internal static class HlsPlayer
{
    private static readonly NpmToolPackage Package = new(
        "hls.js 1.6.15",
        "hls.js",
        "1.6.15",
        "sha512-E3a5VwgXimGHwpRGV+WxRTKeSp2DW5DI5MWv34ulL3t5UNmyJWCQ1KmLEHbYzcfThfXG8amBL+fCYPneGHC4VA==",
        5_861_854,
        "dist");

    /// <returns>Null when npm does not run.</returns>
    /// <exception cref="DistributedApplicationException">What arrived is not this package.</exception>
    public static async Task<byte[]?> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            var folder = await NpmTool.EnsureAsync(Package, TextWriter.Null, cancellationToken);
            return await File.ReadAllBytesAsync(Path.Combine(folder, "hls.min.js"), cancellationToken);
        }
        catch (DistributedApplicationException reason) when (!reason.Message.Contains("its hash does not match", StringComparison.Ordinal))
        {
            TestContext.Current.SendDiagnosticMessage(reason.Message);
            return null;
        }
    }
}
