using System.Collections.Frozen;
using System.Text;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.S3.Forms;

/// <summary>
/// The form with which a browser uploads a file: its fields up to the file, and the file as it comes in. A feature of the request. See
/// https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html.
/// </summary>
internal sealed class PostForm
{
    public const string Policy = "policy";
    public const string Signature = "x-amz-signature";

    private const string FileNameVariable = "${filename}";

    private static readonly FrozenSet<string> OfTheForm = FrozenSet.Create(
        StringComparer.Ordinal, Policy, "key", "tagging", "success_action_redirect", "redirect", "success_action_status");

    private readonly Dictionary<string, string> _fields;

    /// <param name="fields">The fields before the file; names in lower case, as they are compared.</param>
    /// <param name="fileName">The name of the file on the viewer's machine, maybe with its path; empty without one.</param>
    /// <param name="file">The file's bytes.</param>
    /// <param name="rest">Reads what follows the file, and returns whether there is another file.</param>
    public PostForm(IReadOnlyDictionary<string, string> fields, string fileName, Stream file, Func<CancellationToken, Task<bool>> rest)
    {
        var name = fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..];
        _fields = fields.ToDictionary(
            field => field.Key,
            field => field.Key is Policy or Signature ? field.Value : field.Value.Replace(FileNameVariable, name, StringComparison.Ordinal),
            StringComparer.Ordinal);
        File = file;
        HasAnotherFileAsync = rest;
    }

    /// <summary>The fields with <c>${filename}</c> replaced by the file's name.</summary>
    public IReadOnlyDictionary<string, string> Fields => _fields;

    public Stream File { get; }

    /// <summary>Reads the form to its end, after the file.</summary>
    public Func<CancellationToken, Task<bool>> HasAnotherFileAsync { get; }

    /// <summary>The value of a field, or <see langword="null"/>.</summary>
    public string? this[string name] => _fields.GetValueOrDefault(name);

    /// <summary>The object's key.</summary>
    /// <exception cref="AwsException">The form has none, or one that S3 does not take.</exception>
    public string Key => this["key"] switch
    {
        null or "" => throw S3Errors.MissingFormField("key"),
        { } key when Encoding.UTF8.GetByteCount(key) > S3Limits.LongestKey => throw S3Errors.KeyTooLong(),
        { } key => key,
    };

    /// <summary>The fields that are headers of other uploads: <c>Content-Type</c>, <c>x-amz-meta-…</c>, the canned ACL and the like.</summary>
    /// <exception cref="AwsException">One could not be a header.</exception>
    public IHeaderDictionary ToHeaders()
    {
        var headers = new HeaderDictionary();
        foreach (var (name, value) in _fields.Where(field => !OfTheForm.Contains(field.Key)))
        {
            if (!HeaderName.IsValid(name) || value.Any(char.IsControl))
            {
                throw S3Errors.InvalidArgument($"The field '{name}' has a name or a value that a header cannot have.");
            }

            headers[name == "acl" ? "x-amz-acl" : name] = value;
        }

        return headers;
    }
}
