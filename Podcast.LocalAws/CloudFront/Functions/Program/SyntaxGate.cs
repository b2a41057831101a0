using Acornima;
using Acornima.Ast;

namespace Podcast.LocalAws.CloudFront.Functions.Program;

/// <summary>
/// Refuses what the runtime cloudfront-js-2.0 cannot parse, so that a function that loads here loads there. The documentation is an
/// allow-list; what it does not name counts as missing. See
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html.
/// </summary>
internal static class SyntaxGate
{
    /// <param name="program">The code.</param>
    /// <param name="warnings">Gets what is not documented, yet accepted because functions in wide use rely on it.</param>
    /// <exception cref="FunctionLoadException">The first construct that the runtime lacks.</exception>
    public static void Check(Module program, List<string> warnings)
    {
        foreach (var statement in program.Body)
        {
            Check(statement, inFunction: false, warnings);
        }
    }

    private static void Check(Node node, bool inFunction, List<string> warnings)
    {
        if (Undocumented(node, inFunction) is { } feature)
        {
            warnings.Add($"Line {node.Location.Start.Line}: {feature} is not documented for cloudfront-js-2.0.");
        }

        if (Unsupported(node) is { } construct)
        {
            throw Refuse(node, construct);
        }

        if (node is IFunction function)
        {
            CheckFunction(node, function);
            inFunction = true;
        }

        if (node is CallExpression call && call.Arguments.FirstOrDefault(argument => argument is IFunction { Async: true }) is { } passed)
        {
            throw Refuse(passed, "an async function as an argument");
        }

        foreach (var child in node.ChildNodes)
        {
            Check(child, inFunction, warnings);
        }
    }

    private static void CheckFunction(Node node, IFunction function)
    {
        if (function.Generator)
        {
            throw Refuse(node, "generator functions");
        }

        if (function.Params.FirstOrDefault(parameter => parameter is AssignmentPattern) is { } withDefault)
        {
            throw Refuse(withDefault, "default parameters");
        }
    }

    // The engine behind the runtime takes these; docs/services/cloudfront.md names the functions that need them.
    private static string? Undocumented(Node node, bool inFunction) => node switch
    {
        IFunction { Async: true } when inFunction => "an async function inside another function",
        LogicalExpression { Operator: Operator.NullishCoalescing } => "the operator ??",
        RegExpLiteral { RegExp.Pattern: var pattern } when HasLookBehind(pattern) => "look-behind in regular expressions",
        _ => null,
    };

    private static bool HasLookBehind(string pattern) =>
        pattern.Contains("(?<=", StringComparison.Ordinal) || pattern.Contains("(?<!", StringComparison.Ordinal);

    private static string? Unsupported(Node node) => node switch
    {
        ForOfStatement => "for...of",
        IClass => "classes",
        ArrayPattern or ObjectPattern => "destructuring",
        SpreadElement => "the spread operator",
        YieldExpression => "generator functions",
        ChainExpression => "optional chaining (?.)",
        AssignmentExpression { Operator: Operator.NullishCoalescingAssignment or Operator.LogicalAndAssignment or Operator.LogicalOrAssignment } =>
            "logical assignment (&&=, ||=, ??=)",
        TaggedTemplateExpression => "tagged templates",
        BigIntLiteral => "BigInt",
        ImportExpression => "import()",
        MetaProperty => "import.meta and new.target",
        CatchClause { Param: null } => "catch without a parameter",
        RegExpLiteral literal => UnsupportedRegExp(literal.RegExp),
        ExportDeclaration => "export: the entry point is the global function handler",
        _ => null,
    };

    private static string? UnsupportedRegExp(RegExpValue expression) =>
        RegExpFlags.FindUnsupported(expression.Flags) is { } flag ? $"the regular expression flag {flag}" : null;

    private static FunctionLoadException Refuse(Node node, string construct) =>
        new($"Line {node.Location.Start.Line}: the runtime cloudfront-js-2.0 does not support {construct}.");
}
