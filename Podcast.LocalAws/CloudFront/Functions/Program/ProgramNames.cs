using System.Text;
using Acornima.Ast;

namespace Podcast.LocalAws.CloudFront.Functions.Program;

/// <summary>The names that a program can reach: those it has, and the places where it composes others.</summary>
internal sealed class ProgramNames
{
    /// <summary>The host function that every composed name goes through before it is looked up.</summary>
    public const string GuardFunction = "__composedName";

    /// <summary>The same for a name that is read from the global object, where there has to be one.</summary>
    public const string GlobalGuardFunction = "__composedGlobal";

    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly List<(int Start, int End, string Guard)> _composed = [];

    private readonly NumericVariables _numeric;

    private ProgramNames(NumericVariables numeric) => _numeric = numeric;

    public IReadOnlySet<string> Words => _words;

    public static ProgramNames Read(Node program)
    {
        var names = new ProgramNames(NumericVariables.Find(program));
        names.Visit(program);
        return names;
    }

    /// <summary>The code with each composed name passed through <see cref="GuardFunction"/>; lines stay as they are.</summary>
    public string Guard(string code)
    {
        if (_composed.Count == 0)
        {
            return code;
        }

        _words.Add(GuardFunction);
        var marks = _composed
            .SelectMany(range => new[] { (Position: range.Start, Text: $"{range.Guard}((", Order: -range.End), (Position: range.End, Text: "))", Order: -range.Start) })
            .OrderBy(mark => mark.Position).ThenBy(mark => mark.Order);
        var result = new StringBuilder(code.Length + (_composed.Count * (GlobalGuardFunction.Length + 4)));
        var copied = 0;
        foreach (var (position, text, _) in marks)
        {
            result.Append(code, copied, position - copied).Append(text);
            copied = position;
        }

        return result.Append(code, copied, code.Length - copied).ToString();
    }

    private void Visit(Node node, bool isAssigned = false)
    {
        switch (node)
        {
            case Identifier identifier:
                _words.Add(identifier.Name);
                break;
            case StringLiteral literal:
                _words.Add(literal.Value);
                break;
            case MemberExpression { Computed: true, Property: not (NumericLiteral or StringLiteral or UpdateExpression) and var property } member when !_numeric.Contains(property):
                var isGlobal = !isAssigned && member.Object is Identifier { Name: "globalThis" or "global" };
                _composed.Add((property.Start, property.End, isGlobal ? GlobalGuardFunction : GuardFunction));
                break;
            case BinaryExpression { Operator: Acornima.Operator.In, Left: not (NumericLiteral or StringLiteral) and var left }:
                _composed.Add((left.Start, left.End, GuardFunction));
                break;
        }

        foreach (var child in node.ChildNodes)
        {
            Visit(child, node is AssignmentExpression assignment && ReferenceEquals(assignment.Left, child));
        }
    }
}
