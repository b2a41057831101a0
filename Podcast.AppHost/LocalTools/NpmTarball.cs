using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Podcast.AppHost.LocalTools;

/// <summary>Checks and unpacks what <c>npm pack</c> brought.</summary>
internal static class NpmTarball
{
    private const string Root = "package/";

    /// <summary>Compares the tarball with its Subresource Integrity value, https://www.w3.org/TR/SRI/.</summary>
    /// <param name="tarball">The file.</param>
    /// <param name="package">What it has to be.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task VerifyAsync(string tarball, NpmToolPackage package, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(tarball);
        var actual = "sha512-" + Convert.ToBase64String(await SHA512.HashDataAsync(file, cancellationToken));
        if (actual != package.Integrity)
        {
            throw new DistributedApplicationException(
                $"{package.DisplayName} arrived damaged or is not what this version of Podcast expects (its hash does not match), so it was thrown away: run again, and if it stays so, check what stands between npm and its registry.");
        }
    }

    /// <summary>Unpacks one folder of the package; npm puts everything under <c>package/</c>.</summary>
    public static async Task UnpackAsync(string tarball, string folder, string destination, CancellationToken cancellationToken)
    {
        var prefix = folder.Length == 0 ? Root : $"{Root}{folder}/";
        var boundary = Path.GetFullPath(destination) + Path.DirectorySeparatorChar;
        await using var file = File.OpenRead(tarball);
        await using var gzip = new GZipStream(file, CompressionMode.Decompress);
        await using var reader = new TarReader(gzip);
        while (await reader.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile)
                || !entry.Name.StartsWith(prefix, StringComparison.Ordinal))
            {
                continue;
            }

            var path = Path.GetFullPath(Path.Combine(destination, entry.Name[prefix.Length..]));
            if (!path.StartsWith(boundary, StringComparison.Ordinal))
            {
                throw new InvalidDataException($"the entry {entry.Name} leaves its folder");
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await entry.ExtractToFileAsync(path, overwrite: false, cancellationToken);
        }
    }
}
