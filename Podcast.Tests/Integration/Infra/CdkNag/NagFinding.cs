using System.Text.RegularExpressions;

namespace Podcast.Tests.Integration.Infra.CdkNag;

/// <summary>One finding of cdk-nag, as the table of docs/security.md names it.</summary>
/// <param name="Rule">The rule with its evidence, such as <c>AwsSolutions-IAM5[Resource::*]</c>, references by their names.</param>
/// <param name="Resource">The resource's logical id, without the digits that the CDK adds.</param>
internal sealed partial record NagFinding(string Rule, string Resource)
{
    /// <param name="resource">The path of the resource.</param>
    /// <param name="text">The finding: the rule, a colon and a space, and what it is about.</param>
    public static NagFinding Read(string resource, string text) => new(
        Hash().Replace(text[..text.IndexOf(": ", StringComparison.Ordinal)], "$1"), Hash().Replace(resource[(resource.LastIndexOf('/') + 1)..], "$1"));

    // Eight hexadecimal digits at the end of a logical id.
    [GeneratedRegex("([A-Za-z])[0-9A-F]{8}(?=$|[.>])")]
    private static partial Regex Hash();
}
