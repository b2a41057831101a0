using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Files;
using Podcast.LocalAws.Core.Ports;

namespace Podcast.LocalAws.Lambda.Processes;

/// <summary>The packages of functions, unpacked once each into a temporary folder that goes with this process.</summary>
internal sealed class CodePackages(IObjectReader objects) : IDisposable
{
    // In bytes, unpacked: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html.
    private const long MaxBytes = 250L * 1024 * 1024;

    private readonly Lazy<TemporaryFolder> _folder = new(() => TemporaryFolder.Create("podcast-localaws-functions-"));
    private readonly ConcurrentDictionary<FunctionCode, Lazy<Task<string>>> _unpacked = new();
    private readonly ConcurrentDictionary<FunctionCode, FunctionPackage> _described = new();

    /// <exception cref="AwsException">There is no such object.</exception>
    public void Require(FunctionCode code) => _ = Find(code);

    /// <summary>Where a package is, its size and its digest.</summary>
    public FunctionPackage Describe(FunctionCode code) => _described.GetOrAdd(code, described =>
    {
        var found = Find(described);
        var bytes = found.ReadAsync(CancellationToken.None).GetAwaiter().GetResult();
        return new(described, found.Size, Convert.ToBase64String(SHA256.HashData(bytes)));
    });

    /// <returns>The folder with the package's files.</returns>
    public Task<string> UnpackAsync(FunctionCode code) =>
        _unpacked.GetOrAdd(code, added => new(() => Task.Run(() => UnpackPackageAsync(added)))).Value;

    /// <inheritdoc />
    public void Dispose()
    {
        if (_folder.IsValueCreated)
        {
            _folder.Value.Dispose();
        }
    }

    private ReadableObject Find(FunctionCode code) => objects.Find(code.Bucket, code.Key) ?? throw new AwsException(
        "InvalidParameterValueException",
        "Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.",
        StatusCodes.Status400BadRequest);

    private async Task<string> UnpackPackageAsync(FunctionCode code)
    {
        var found = Find(code);
        var folder = Path.Combine(_folder.Value.Path, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{code.Bucket}/{code.Key}")))[..16]);
        using var archive = new ZipArchive(new MemoryStream(await found.ReadAsync(CancellationToken.None)));
        if (archive.Entries.Sum(entry => entry.Length) > MaxBytes)
        {
            throw new AwsException("InvalidParameterValueException", $"Unzipped size must be smaller than {MaxBytes} bytes", StatusCodes.Status400BadRequest);
        }

        archive.ExtractToDirectory(folder);
        return folder;
    }
}
