using Jint;
using Jint.Native;
using Jint.Native.Json;
using Jint.Native.Object;
using Jint.Runtime;

namespace Podcast.LocalAws.CloudFront.Functions.Modules;

/// <summary>The object console: <c>log</c> of one argument, and nothing else.</summary>
internal static class ConsoleModule
{
    public static JsObject Create(Engine engine, FunctionRun run)
    {
        var console = new JsObject(engine);
        console.AddFunction("log", 1, (_, arguments) =>
        {
            run.Log(Format(engine, arguments.At(0)));
            return JsValue.Undefined;
        });
        return console;
    }

    private static string Format(Engine engine, JsValue value) => value switch
    {
        JsError => value.ToString(),
        ObjectInstance target when !value.IsCallable() => new JsonSerializer(engine).Serialize(target).ToString(),
        _ => value.ToString(),
    };
}
