using System.Text;
using Acornima;
using Acornima.Ast;
using Jint;

namespace Podcast.LocalAws.CloudFront.Functions.Program;

/// <summary>The code of one function, parsed once for all runs.</summary>
internal sealed class FunctionProgram
{
    /// <summary>The largest code in bytes. See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-functions.</summary>
    public const int MaxCodeBytes = 10_240;

    // The value of the script: a constant is found nowhere else.
    private const string HandlerExpression = "\n;typeof handler === 'undefined' ? undefined : handler;";

    private static readonly ParserOptions ParserOptions = new() { AllowAwaitOutsideFunction = false };

    private FunctionProgram(Prepared<Script> script, IReadOnlyList<ModuleImport> imports, IReadOnlySet<string> words, IReadOnlyList<string> warnings)
    {
        Script = script;
        Imports = imports;
        Words = words;
        Warnings = warnings;
        (Surplus, BinarySurplus) = RuntimeSurface.SurplusFor(words);
    }

    /// <summary>The code without its imports, which become globals; its value is the handler.</summary>
    public Prepared<Script> Script { get; }

    public IReadOnlyList<ModuleImport> Imports { get; }

    /// <summary>Every name that occurs in the code, also as a string.</summary>
    public IReadOnlySet<string> Words { get; }

    /// <summary>What the documentation does not allow, although CloudFront takes it; see docs/services/cloudfront.md.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The built-in members to remove before a run.</summary>
    public (string? Path, string Name)[] Surplus { get; }

    /// <summary>Those of typed arrays, which a run that has none need not make.</summary>
    public (string? Path, string Name)[] BinarySurplus { get; }

    /// <exception cref="FunctionLoadException">CloudFront would not load it.</exception>
    public static FunctionProgram Load(string name, string code)
    {
        var size = Encoding.UTF8.GetByteCount(code);
        if (size > MaxCodeBytes)
        {
            throw new FunctionLoadException($"The code has {size} bytes; CloudFront Functions takes at most {MaxCodeBytes}.");
        }

        try
        {
            var module = new Parser(ParserOptions).ParseModule(code, name);
            var warnings = new List<string>();
            SyntaxGate.Check(module, warnings);
            var imports = ReadImports(module, warnings);
            var names = ProgramNames.Read(module);
            CloudFrontMembers.Check(module, imports);
            var script = Engine.PrepareScript(names.Guard(Blank(code, module)) + HandlerExpression, name, strict: true, new ScriptPreparationOptions
            {
                ParsingOptions = new ScriptParsingOptions { CompileRegex = false, RegexTimeout = FunctionEngine.RegexTimeout },
            });
            return new(script, imports, names.Words, warnings);
        }
        catch (ParseErrorException error)
        {
            throw new FunctionLoadException($"Line {error.LineNumber}: {error.Description}");
        }
        catch (ScriptPreparationException error) when (error.InnerException is ParseErrorException reason)
        {
            throw new FunctionLoadException($"Line {reason.LineNumber}: {reason.Description}");
        }
    }

    private static List<ModuleImport> ReadImports(Module module, List<string> warnings)
    {
        var imports = new List<ModuleImport>();
        var first = true;
        foreach (var statement in module.Body)
        {
            if (statement is not ImportDeclaration import)
            {
                first = false;
                continue;
            }

            var line = import.Location.Start.Line;
            if (!first)
            {
                warnings.Add($"Line {line}: import is documented as the first statement of the code.");
            }

            if (import.Specifiers is not [ImportDefaultSpecifier { Local: var local }])
            {
                throw new FunctionLoadException($"Line {line}: write import name from '{import.Source.Value}'; other forms of import are not supported.");
            }

            if (!FunctionModules.Importable.Contains(import.Source.Value))
            {
                throw new FunctionLoadException($"Line {line}: Cannot load module \"{import.Source.Value}\".");
            }

            imports.Add(new(local.Name, import.Source.Value));
        }

        return imports;
    }

    // Spaces keep the line and column of everything that follows.
    private static string Blank(string code, Module module)
    {
        var text = code.ToCharArray();
        foreach (var import in module.Body.OfType<ImportDeclaration>())
        {
            for (var i = import.Start; i < import.End; i++)
            {
                text[i] = text[i] is '\n' or '\r' ? text[i] : ' ';
            }
        }

        return new(text);
    }
}
