#nullable disable

namespace Amazon.Lambda.Core;

/// <summary>Names the serializer of an assembly or of one handler method, in the class library programming model.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Assembly, AllowMultiple = false)]
public sealed class LambdaSerializerAttribute : Attribute
{
    /// <summary>Names the serializer.</summary>
    /// <param name="serializerType">An <see cref="ILambdaSerializer"/> with a public constructor without parameters.</param>
    public LambdaSerializerAttribute(Type serializerType) => SerializerType = serializerType;

    /// <summary>The serializer's type.</summary>
    public Type SerializerType { get; set; }
}
