using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime.Descriptors;

namespace Podcast.LocalAws.CloudFront.Functions.Modules;

/// <summary>A class that functions can construct and test with <c>instanceof</c>.</summary>
internal sealed class HostConstructor : Constructor
{
    private readonly Func<JsObject, JsValue[], ObjectInstance> _construct;
    private readonly JsObject _prototype;

    /// <param name="engine">The engine.</param>
    /// <param name="name">The name of the class.</param>
    /// <param name="prototype">What instances inherit from.</param>
    /// <param name="construct">Makes an instance from the prototype and the arguments.</param>
    public HostConstructor(Engine engine, string name, JsObject prototype, Func<JsObject, JsValue[], ObjectInstance> construct)
        : base(engine, name)
    {
        _construct = construct;
        _prototype = prototype;
        _prototypeDescriptor = new PropertyDescriptor(prototype, PropertyFlag.AllForbidden);
        prototype.FastSetProperty("constructor", new PropertyDescriptor(this, PropertyFlag.NonEnumerable));
    }

    public override ObjectInstance Construct(JsValue[] arguments, JsValue newTarget) => _construct(_prototype, arguments);
}
