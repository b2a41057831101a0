using Acornima;
using Acornima.Ast;

namespace Podcast.LocalAws.CloudFront.Functions.Program;

/// <summary>
/// The variables of a program that only ever hold numbers, such as the counters of loops: an index by one of them finds no member by its name. A name counts for
/// the whole program, whatever its scope, so that a second variable of the same name takes part in the decision.
/// </summary>
internal sealed class NumericVariables
{
    private readonly HashSet<string> _numeric = new(StringComparer.Ordinal);
    private readonly HashSet<string> _others = new(StringComparer.Ordinal);

    private NumericVariables()
    {
    }

    public static NumericVariables Find(Node program)
    {
        var variables = new NumericVariables();
        variables.Visit(program);
        return variables;
    }

    public bool Contains(Node node) => node is Identifier { Name: var name } && _numeric.Contains(name) && !_others.Contains(name);

    private void Visit(Node node)
    {
        switch (node)
        {
            case VariableDeclarator { Id: Identifier { Name: var name }, Init: NumericLiteral }:
                _numeric.Add(name);
                break;
            case VariableDeclarator declarator:
                AddOthers(declarator.Id);
                break;
            case AssignmentExpression { Operator: Operator.AdditionAssignment or Operator.SubtractionAssignment or Operator.Assignment, Left: Identifier, Right: NumericLiteral }:
                break;
            case AssignmentExpression assignment:
                AddOthers(assignment.Left);
                break;
            case IFunction function:
                foreach (var parameter in function.Params)
                {
                    AddOthers(parameter);
                }

                AddOthers(function.Id);
                break;
            case CatchClause { Param: { } parameter }:
                AddOthers(parameter);
                break;
            case ForInStatement loop:
                AddOthers(loop.Left);
                break;
        }

        foreach (var child in node.ChildNodes)
        {
            Visit(child);
        }
    }

    // Every name within it, which may be more than it assigns.
    private void AddOthers(Node? node)
    {
        if (node is Identifier { Name: var name })
        {
            _others.Add(name);
        }

        foreach (var child in node?.ChildNodes ?? default)
        {
            AddOthers(child);
        }
    }
}
