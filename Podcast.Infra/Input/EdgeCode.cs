using System.Text;

namespace Podcast.Infra.Input;

/// <summary>The code of the edge function: Podcast.Functions/Edge/viewer-request.js, which the build copies beside the app.</summary>
internal static class EdgeCode
{
    /// <summary>
    /// In bytes of UTF-8, comments included; not adjustable.
    /// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
    /// </summary>
    public const int MaxBytes = 10 * 1024;

    /// <exception cref="SynthesisException">The file is missing or larger than CloudFront takes.</exception>
    public static string Read() => Read(Path.Combine(AppContext.BaseDirectory, "Edge", "viewer-request.js"));

    /// <inheritdoc cref="Read()"/>
    public static string Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new SynthesisException("Podcast.Functions/Edge/viewer-request.js is missing: the distribution has nothing to decide requests with.");
        }

        var code = File.ReadAllText(path);
        var size = Encoding.UTF8.GetByteCount(code);
        return size <= MaxBytes
            ? code
            : throw new SynthesisException(
                $"Podcast.Functions/Edge/viewer-request.js has {size:N0} bytes, {size - MaxBytes:N0} more than CloudFront takes ({MaxBytes:N0}): shorten it.");
    }
}
