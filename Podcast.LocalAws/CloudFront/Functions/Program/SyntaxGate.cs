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
    /// <exception cref="FunctionLoadException">The first construct that the runtime lacks.</exception>
    public static void Check(Module program)
    {
        foreach (var statement in program.Body)
        {
            Check(statement, inFunction: false);
        }
    }

    private static void Check(Node node, bool inFunction)
    {
        if (Unsupported(node) is { } construct)
        {
            throw Refuse(node, construct);
        }

        if (node is IFunction function)
        {
            CheckFunction(node, function, inFunction);
            inFunction = true;
        }

        if (node is CallExpression call && call.Arguments.FirstOrDefault(argument => argument is IFunction { Async: true }) is { } passed)
        {
            throw Refuse(passed, "an async function as an argument");
        }

        foreach (var child in node.ChildNodes)
        {
            Check(child, inFunction);
        }
    }

    private static void CheckFunction(Node node, IFunction function, bool inFunction)
    {
        if (function.Generator)
        {
            throw Refuse(node, "generator functions");
        }

        if (function.Async && inFunction)
        {
            throw Refuse(node, "an async function inside another function (async closures); declare it at the top level");
        }

        if (function.Params.FirstOrDefault(parameter => parameter is AssignmentPattern) is { } withDefault)
        {
            throw Refuse(withDefault, "default parameters");
        }
    }

    private static string? Unsupported(Node node) => node switch
    {
        ForOfStatement => "for...of",
        IClass => "classes",
        ArrayPattern or ObjectPattern => "destructuring",
        SpreadElement => "the spread operator",
        YieldExpression => "generator functions",
        ChainExpression => "optional chaining (?.)",
        LogicalExpression { Operator: Operator.NullishCoalescing } => "the operator ??",
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

    private static string? UnsupportedRegExp(RegExpValue expression)
    {
        if (expression.Flags.AsSpan().IndexOfAnyExcept("gimy") is >= 0 and var index)
        {
            return $"the regular expression flag {expression.Flags[index]}";
        }

        return expression.Pattern.Contains("(?<=", StringComparison.Ordinal) || expression.Pattern.Contains("(?<!", StringComparison.Ordinal)
            ? "look-behind in regular expressions"
            : null;
    }

    private static FunctionLoadException Refuse(Node node, string construct) =>
        new($"Line {node.Location.Start.Line}: the runtime cloudfront-js-2.0 does not support {construct}.");
}
