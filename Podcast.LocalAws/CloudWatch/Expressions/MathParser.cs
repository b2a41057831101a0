namespace Podcast.LocalAws.CloudWatch.Expressions;

/// <summary>Parses metric math. See https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html.</summary>
internal sealed class MathParser
{
    private const int MaxDepth = 32;
    private const int MaxLength = 2048;

    private static readonly string[][] Levels = [["OR", "||"], ["AND", "&&"], ["==", "!=", "<", "<=", ">", ">="], ["+", "-"], ["*", "/"], ["^"]];

    private readonly List<string> _tokens;
    private int _position;
    private int _depth;

    private MathParser(List<string> tokens) => _tokens = tokens;

    /// <exception cref="MetricMathException">It is no metric math, or has what LocalAws does not evaluate.</exception>
    public static MathNode Parse(string expression)
    {
        if (expression.Length > MaxLength)
        {
            throw new MetricMathException($"The expression is longer than {MaxLength} characters.");
        }

        var parser = new MathParser(MathLexer.Split(expression));
        var node = parser.ParseLevel(0);
        return parser._position == parser._tokens.Count ? node : throw new MetricMathException($"'{parser.Peek()}' is not expected in the expression {expression}");
    }

    private string Peek() => _position < _tokens.Count ? _tokens[_position] : "";

    private MathNode ParseLevel(int level)
    {
        if (level == Levels.Length)
        {
            return ParseOperand();
        }

        var left = ParseLevel(level + 1);
        while (Levels[level].Contains(Peek()))
        {
            var symbol = _tokens[_position++];
            var (first, second) = (left, ParseLevel(level + 1));
            left = scope => MathOperators.Apply(symbol, first(scope), second(scope));
        }

        return left;
    }

    private MathNode ParseOperand()
    {
        if (++_depth > MaxDepth)
        {
            throw new MetricMathException($"The expression is nested deeper than {MaxDepth} levels.");
        }

        var token = Peek();
        _position++;
        MathNode node = token switch
        {
            "" => throw new MetricMathException("The expression ends where a value is expected."),
            "-" => Negate(ParseOperand()),
            "(" => ParseUntil(")"),
            "[" => ParseList(),
            _ when MathLexer.IsNumber(token) => ParseNumber(token),
            _ when MathLexer.IsName(token) && Peek() == "(" => ParseCall(token),
            _ when MathLexer.IsName(token) => scope => scope.Find(token) ?? throw new MetricMathException($"No metric of the request has the id {token}."),
            _ => throw new MetricMathException($"'{token}' is not expected in the expression."),
        };
        _depth--;
        return node;
    }

    private static MathNode Negate(MathNode operand) => scope => MathOperators.Apply("-", new ScalarValue(0), operand(scope));

    private static MathNode ParseNumber(string token)
    {
        var number = new ScalarValue(MathLexer.ToNumber(token));
        return _ => number;
    }

    private MathNode ParseUntil(string end)
    {
        var node = ParseLevel(0);
        Expect(end);
        return node;
    }

    private MathNode ParseList()
    {
        var items = ParseArguments("]");
        return scope => new SeriesListValue([.. items.Select(item => item(scope)).Select(value => value as SeriesValue ?? throw new MetricMathException("A list has to be of time series."))]);
    }

    private MathNode ParseCall(string name)
    {
        Expect("(");
        var arguments = ParseArguments(")");
        var function = MathFunctions.Find(name, arguments.Count);
        return scope => function(scope, arguments);
    }

    private List<MathNode> ParseArguments(string end)
    {
        var arguments = new List<MathNode>();
        while (Peek() != end)
        {
            if (arguments.Count > 0)
            {
                Expect(",");
            }

            arguments.Add(ParseLevel(0));
        }

        Expect(end);
        return arguments;
    }

    private void Expect(string token)
    {
        if (Peek() != token)
        {
            throw new MetricMathException(Peek().Length == 0 ? $"The expression ends where '{token}' is expected." : $"'{Peek()}' stands where '{token}' is expected.");
        }

        _position++;
    }
}
