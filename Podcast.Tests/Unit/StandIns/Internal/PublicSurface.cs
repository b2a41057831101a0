using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Podcast.Tests.Unit.StandIns.Internal;

/// <summary>What of an assembly other code can use, a line for each type and member, in the words of C# and in alphabetical order.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<string> Of(Assembly assembly) =>
        [.. assembly.GetExportedTypes().SelectMany(Lines).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Lines(Type type)
    {
        var name = Name(type);
        var bases = type.IsEnum
            ? [Name(Enum.GetUnderlyingType(type))]
            : (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? [Name(parent)] : Array.Empty<string>())
                .Concat(type.GetInterfaces().Where(item => item.IsVisible).Select(Name).Order(StringComparer.Ordinal));
        yield return $"{name} ({Kind(type)}{string.Concat(bases.Select((item, i) => (i == 0 ? ": " : ", ") + item))})";
        foreach (var member in type.GetMembers(Declared))
        {
            if (Text(member) is { } text)
            {
                yield return $"{name}.{text}";
            }
        }
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum ",
        { IsInterface: true } => "interface ",
        { IsValueType: true } => "struct ",
        { IsAbstract: true, IsSealed: true } => "static class ",
        { IsAbstract: true } => "abstract class ",
        { IsSealed: true } => "sealed class ",
        _ => "class ",
    };

    private static string? Text(MemberInfo member) => member switch
    {
        FieldInfo { IsSpecialName: false } field when IsVisible(field) =>
            $"{field.Name} ({Access(field.IsFamily || field.IsFamilyOrAssembly)}{Name(field.FieldType)}{(field.IsLiteral ? $" = {Constant(field.GetRawConstantValue())}" : "")})",
        ConstructorInfo constructor when !constructor.IsStatic && IsVisible(constructor) => $"new({Parameters(constructor)}){Access(constructor)}",
        MethodInfo { IsSpecialName: false } method when IsVisible(method) && method.GetCustomAttribute<CompilerGeneratedAttribute>() is null =>
            $"{method.Name}{Generics(method)}({Parameters(method)}) ({Access(method.IsFamily || method.IsFamilyOrAssembly)}{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)})",
        PropertyInfo property when property.GetAccessors(nonPublic: true).Any(IsVisible) => Property(property),
        EventInfo { AddMethod: { } add } changed when IsVisible(add) => $"{changed.Name} (event {Name(changed.EventHandlerType!)})",
        _ => null,
    };

    private static string Property(PropertyInfo property)
    {
        var index = property.GetIndexParameters() is { Length: > 0 } parameters ? $"[{string.Join(", ", parameters.Select(Parameter))}]" : "";
        var accessors = new[] { ("get", property.GetMethod), (IsInit(property) ? "init" : "set", property.SetMethod) }
            .Where(pair => pair.Item2 is { } accessor && IsVisible(accessor))
            .Select(pair => Access(pair.Item2!.IsFamily || pair.Item2.IsFamilyOrAssembly) + pair.Item1 + ";");
        return $"{property.Name}{index} ({(property.GetAccessors(nonPublic: true)[0].IsStatic ? "static " : "")}{Name(property.PropertyType)} {{ {string.Join(' ', accessors)} }})";
    }

    private static bool IsInit(PropertyInfo property) =>
        property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;

    private static bool IsVisible(MethodBase method) => (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && !method.Name.Contains('<', StringComparison.Ordinal);

    private static bool IsVisible(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

    private static string Access(ConstructorInfo constructor) => constructor.IsPublic ? "" : " (protected)";

    private static string Access(bool isProtected) => isProtected ? "protected " : "";

    private static string Generics(MethodInfo method) =>
        method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";

    private static string Parameters(MethodBase method) =>
        (method.IsDefined(typeof(ExtensionAttribute), inherit: false) ? "this " : "") + string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var kind = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? parameter.IsIn ? "in " : "ref "
            : parameter.IsDefined(typeof(ParamArrayAttribute), inherit: false) ? "params " : "";
        var standard = parameter.HasDefaultValue ? $" = {Constant(parameter.RawDefaultValue)}" : "";
        return $"{kind}{Name(parameter.ParameterType)} {parameter.Name}{standard}";
    }

    private static string Constant(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Name(Type type)
    {
        if (type.IsByRef || type.IsPointer)
        {
            return Name(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return $"{Name(type.GetElementType()!)}[]";
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return $"{Name(value)}?";
        }

        var arguments = type.GetGenericArguments();
        var inherited = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        var scope = type.DeclaringType is { } outer ? Name(outer) + "." : type.Namespace is null or "System" ? "" : type.Namespace + ".";
        var simple = type.Name.Split('`')[0];
        return scope + simple + (arguments.Length > inherited ? $"<{string.Join(", ", arguments.Skip(inherited).Select(Name))}>" : "");
    }
}
