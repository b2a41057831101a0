using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime.Descriptors;

namespace Podcast.LocalAws.CloudFront.Functions.Modules;

/// <summary>Stands in the place of a built-in constructor, and checks its arguments first.</summary>
internal sealed class GuardedConstructor : Constructor
{
    private readonly Constructor _original;
    private readonly Action<JsValue[]> _check;

    private GuardedConstructor(Engine engine, string name, Constructor original, Action<JsValue[]> check)
        : base(engine, name)
    {
        _original = original;
        _check = check;
        // Static members are found on the original.
        Prototype = original;
        var prototype = (ObjectInstance)original.Get("prototype");
        _prototypeDescriptor = new PropertyDescriptor(prototype, PropertyFlag.AllForbidden);
        prototype.FastSetProperty("constructor", new PropertyDescriptor(this, PropertyFlag.NonEnumerable));
    }

    /// <summary>Puts the check in front of the global constructor of this name.</summary>
    public static void Install(Engine engine, string name, Action<JsValue[]> check)
    {
        var original = (Constructor)engine.Global.Get(name);
        engine.Global.FastSetProperty(name, new PropertyDescriptor(new GuardedConstructor(engine, name, original, check), PropertyFlag.NonEnumerable));
    }

    public override ObjectInstance Construct(JsValue[] arguments, JsValue newTarget)
    {
        _check(arguments);
        return _original.Construct(arguments, ReferenceEquals(newTarget, this) ? _original : newTarget);
    }

    protected override JsValue Call(JsValue thisObject, JsValue[] arguments)
    {
        _check(arguments);
        return Engine.Invoke(_original, thisObject, [.. arguments]);
    }
}
