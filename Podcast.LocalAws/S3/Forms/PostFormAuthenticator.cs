using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.S3.Forms;

/// <summary>Tells who has signed the policy of a browser's upload, and holds the form to it. See https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html.</summary>
internal sealed class PostFormAuthenticator(RequestAuthenticator authenticator, TimeProvider time)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Reads the form as far as its file, and leaves it and the policy as features of the request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="bucket">The bucket that it is sent to.</param>
    /// <exception cref="AwsException">It is not a form, not signed, or not what its policy allows.</exception>
    public async Task<AwsCaller> AuthenticateAsync(HttpContext context, string bucket)
    {
        var form = await PostFormReader.ReadAsync(context);
        context.Features.Set(form);
        if (form[PostForm.Policy] is not { Length: > 0 } encoded)
        {
            // No bucket of a template is open to everybody for writing.
            throw form["awsaccesskeyid"] is null && form[PostForm.Signature] is null ? S3Errors.AccessDenied() : S3Errors.MissingFormField(PostForm.Policy);
        }

        if (form["signature"] is not null && form[PostForm.Signature] is null)
        {
            throw S3Errors.InvalidRequest($"The authorization mechanism you have provided is not supported. Please use {Algorithm}.");
        }

        var caller = authenticator.AuthenticatePolicy(
            encoded, Require(form, "x-amz-algorithm"), Require(form, "x-amz-credential"), Require(form, "x-amz-date"), Require(form, PostForm.Signature), form["x-amz-security-token"]);
        var policy = PostPolicy.Parse(encoded);
        policy.Check(form, bucket, time.GetUtcNow());
        context.Features.Set(policy);
        return caller;
    }

    private static string Require(PostForm form, string field) => form[field] is { Length: > 0 } value ? value : throw S3Errors.MissingFormField(field);
}
