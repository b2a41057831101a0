using System.Collections.Frozen;
using Acornima.Ast;

namespace Podcast.LocalAws.CloudFront.Functions.Program;

/// <summary>
/// Refuses members of the module cloudfront that are not there, so that a helper that is not emulated is named when the function is loaded. See
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html.
/// </summary>
internal static class CloudFrontMembers
{
    private static readonly FrozenSet<string> Known = FrozenSet.Create(
        StringComparer.Ordinal,
        "kvs", "selectRequestOriginById", "updateRequestOrigin", "createRequestOriginGroup", "edgeLocation", "cwt", "logCustomData", "distributionTenant");

    /// <exception cref="FunctionLoadException">The code uses a member that the module does not have.</exception>
    public static void Check(Node program, IReadOnlyList<ModuleImport> imports)
    {
        foreach (var import in imports.Where(import => import.Module == "cloudfront"))
        {
            Check(program, import.LocalName);
        }
    }

    private static void Check(Node node, string module)
    {
        var used = node switch
        {
            CallExpression call => call.Callee,
            MemberExpression member => member.Object,
            _ => null,
        };
        if (used is MemberExpression { Computed: false, Object: Identifier target, Property: Identifier name } && target.Name == module && !Known.Contains(name.Name))
        {
            throw new FunctionLoadException($"Line {node.Location.Start.Line}: the module cloudfront has no {name.Name}, or LocalAws does not emulate it.");
        }

        foreach (var child in node.ChildNodes)
        {
            Check(child, module);
        }
    }
}
