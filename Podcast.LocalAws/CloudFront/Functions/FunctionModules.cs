using System.Collections.Frozen;
using Acornima.Ast;
using Jint;
using Jint.Native;
using Jint.Runtime;
using Podcast.LocalAws.CloudFront.Functions.Modules;
using Podcast.LocalAws.CloudFront.Functions.Program;

namespace Podcast.LocalAws.CloudFront.Functions;

/// <summary>Gives a run its modules and host globals; what its code never names is not made.</summary>
internal static class FunctionModules
{
    /// <summary>What <c>import</c> takes. <c>cloudfront</c> is documented; the others appear in AWS's own samples.</summary>
    public static readonly FrozenSet<string> Importable =
        FrozenSet.Create(StringComparer.Ordinal, "cloudfront", "crypto", "querystring", "buffer");

    // An error type of the runtime's own engine.
    private static readonly Prepared<Script> InternalError = Engine.PrepareScript(
        "globalThis.InternalError = class InternalError extends Error { get name() { return 'InternalError'; } };", "InternalError", strict: true);

    public static void Install(Engine engine, FunctionProgram program, FunctionRun run)
    {
        var buffers = new BufferModule(engine, run, program);
        foreach (var import in program.Imports)
        {
            engine.SetValue(import.LocalName, Create(engine, import.Module, buffers, run)!);
        }

        var words = program.Words;
        if (words.Contains(ProgramNames.GuardFunction))
        {
            RuntimeSurface.InstallGuard(engine);
        }

        GuardedConstructors.Install(engine, words, run);
        if (words.Contains("console"))
        {
            engine.SetValue("console", ConsoleModule.Create(engine, run));
        }

        if (words.Contains("require"))
        {
            engine.Global.AddFunction("require", 1, (_, arguments) => Require(engine, arguments, buffers, run));
        }

        if (words.Contains("Buffer"))
        {
            engine.SetValue("Buffer", buffers.Constructor);
        }

        if (words.Contains("TextEncoder"))
        {
            engine.SetValue("TextEncoder", TextEncoderModule.Create(engine));
        }

        if (words.Contains("TextDecoder"))
        {
            engine.SetValue("TextDecoder", TextDecoderModule.Create(engine));
        }

        if (words.Contains("atob") || words.Contains("btoa"))
        {
            engine.Global.AddFunction("atob", 1, (_, arguments) => Base64Globals.Decode(engine, arguments.At(0)));
            engine.Global.AddFunction("btoa", 1, (_, arguments) => Base64Globals.Encode(engine, arguments.At(0)));
        }

        if (words.Contains("InternalError"))
        {
            engine.Execute(InternalError);
        }

        if (words.Contains("global"))
        {
            engine.SetValue("global", engine.Global);
        }
    }

    private static JsObject Require(Engine engine, JsValue[] arguments, BufferModule buffers, FunctionRun run)
    {
        var name = TypeConverter.ToString(arguments.At(0));
        return (name == "cloudfront" ? null : Create(engine, name, buffers, run))
            ?? throw new JavaScriptException(engine.Error($"Cannot load module \"{name}\""));
    }

    private static JsObject? Create(Engine engine, string name, BufferModule buffers, FunctionRun run) => name switch
    {
        "cloudfront" => CloudFrontModule.Create(engine, run, buffers),
        "crypto" => CryptoModule.Create(engine, buffers),
        "querystring" => QueryStringModule.Create(engine),
        "buffer" => buffers.CreateModule(),
        _ => null,
    };
}
