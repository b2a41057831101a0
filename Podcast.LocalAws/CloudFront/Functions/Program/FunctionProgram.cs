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

    private static readonly ParserOptions ParserOptions = new() { AllowAwaitOutsideFunction = false };

    private FunctionProgram(Prepared<Script> script, IReadOnlyList<ModuleImport> imports, IReadOnlySet<string> words)
    {
        Script = script;
        Imports = imports;
        Words = words;
        Surplus = RuntimeSurface.SurplusFor(words);
    }

    /// <summary>The code without its imports, which become globals.</summary>
    public Prepared<Script> Script { get; }

    public IReadOnlyList<ModuleImport> Imports { get; }

    /// <summary>Every name that occurs in the code.</summary>
    public IReadOnlySet<string> Words { get; }

    /// <summary>The built-in members to remove before a run.</summary>
    public (string? Path, string Name)[] Surplus { get; }

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
            SyntaxGate.Check(module);
            var imports = ReadImports(module);
            var script = Engine.PrepareScript(Blank(code, module), name, strict: true, new ScriptPreparationOptions
            {
                ParsingOptions = new ScriptParsingOptions { CompileRegex = false, RegexTimeout = FunctionEngine.RegexTimeout },
            });
            return new(script, imports, WordsOf(code));
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

    private static List<ModuleImport> ReadImports(Module module)
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
                throw new FunctionLoadException($"Line {line}: import has to come first in the code.");
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

    private static HashSet<string> WordsOf(string code)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        var start = -1;
        for (var i = 0; i <= code.Length; i++)
        {
            var inWord = i < code.Length && (char.IsLetterOrDigit(code[i]) || code[i] is '_' or '$');
            if (inWord && start < 0)
            {
                start = i;
            }
            else if (!inWord && start >= 0)
            {
                words.Add(code[start..i]);
                start = -1;
            }
        }

        return words;
    }
}
