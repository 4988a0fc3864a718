using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Temporalio.Tests.PublicApi;

/// <summary>What users of an assembly can see of it, a line for each type and member.</summary>
internal static class ApiListing
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    internal static IReadOnlyList<string> Of(Assembly assembly) =>
        [.. assembly.GetExportedTypes().SelectMany(Lines).Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Lines(Type type) =>
        type.GetMembers(Declared).Select(Member).OfType<string>().Select(member => $"{TypeName(type)}: {member}").Prepend(Declaration(type));

    private static string Declaration(Type type)
    {
        var kind = type switch
        {
            { IsInterface: true } => "interface",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        if (type.IsEnum)
            return $"{TypeName(type)} is enum";
        var bases = type.GetInterfaces().Where(i => i.IsVisible).Prepend(type.BaseType)
            .Where(parent => parent != null && parent != typeof(object)).Select(parent => TypeName(parent!)).Order(StringComparer.Ordinal);
        return $"{TypeName(type)} is {string.Join(", ", bases.Prepend(kind))}";
    }

    private static string? Member(MemberInfo member) => member switch
    {
        ConstructorInfo { IsStatic: false } constructor when IsVisible(constructor) => $"{Access(constructor)}new{Parameters(constructor)}",
        MethodInfo { IsSpecialName: false } method when IsVisible(method) && !method.Name.Contains('<', StringComparison.Ordinal) => Method(method),
        PropertyInfo property when IsVisible(property.GetMethod) || IsVisible(property.SetMethod) => Property(property),
        FieldInfo { IsLiteral: true, DeclaringType.IsEnum: true } value =>
            $"{value.Name} = {Convert.ToString(value.GetRawConstantValue(), CultureInfo.InvariantCulture)}",
        FieldInfo field when field is { IsSpecialName: false } and ({ IsPublic: true } or { IsFamily: true }) => $"field {TypeName(field.FieldType)} {field.Name}",
        EventInfo e when IsVisible(e.AddMethod) => $"event {TypeName(e.EventHandlerType!)} {e.Name}",
        _ => null,
    };

    private static bool IsVisible(MethodBase? method) => method is { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true };

    private static string Method(MethodInfo method)
    {
        var generic = method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(TypeName))}>" : string.Empty;
        var result = Nullable(method.ReturnType, new NullabilityInfoContext().Create(method.ReturnParameter).ReadState);
        return $"{Access(method)}{result} {method.Name}{generic}{Parameters(method)}";
    }

    private static string Property(PropertyInfo property)
    {
        var init = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        var accessors = (IsVisible(property.GetMethod) ? " get;" : string.Empty)
            + (IsVisible(property.SetMethod) ? (property.SetMethod!.IsPublic ? " " : " protected ") + (init ? "init;" : "set;") : string.Empty);
        var type = Nullable(property.PropertyType, new NullabilityInfoContext().Create(property).ReadState);
        return $"{Access((property.GetMethod ?? property.SetMethod)!)}{type} {property.Name} {{{accessors} }}";
    }

    private static string Access(MethodBase method) =>
        (method.IsPublic ? string.Empty : "protected ") + (method.IsStatic ? "static " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : string.Empty);

    private static string Parameters(MethodBase method) => $"({string.Join(", ", method.GetParameters().Select(Parameter))})";

    private static string Parameter(ParameterInfo parameter)
    {
        var extension = parameter.Position == 0 && parameter.Member.IsDefined(typeof(ExtensionAttribute)) ? "this " : string.Empty;
        var many = parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : string.Empty;
        var value = parameter.HasDefaultValue ? $" = {Convert.ToString(parameter.RawDefaultValue ?? "default", CultureInfo.InvariantCulture)}" : string.Empty;
        return $"{extension}{many}{Nullable(parameter.ParameterType, new NullabilityInfoContext().Create(parameter).WriteState)} {parameter.Name}{value}";
    }

    private static string Nullable(Type type, NullabilityState state) =>
        TypeName(type) + (state == NullabilityState.Nullable && System.Nullable.GetUnderlyingType(type) == null ? "?" : string.Empty);

    private static string TypeName(Type type)
    {
        if (type.IsGenericParameter)
            return type.Name;
        if (type.HasElementType)
            return TypeName(type.GetElementType()!) + (type.IsArray ? "[]" : "&");
        if (System.Nullable.GetUnderlyingType(type) is { } value)
            return $"{TypeName(value)}?";
        var name = (type.IsNested ? $"{TypeName(type.DeclaringType!)}." : $"{type.Namespace}.") + type.Name.Split('`')[0];
        return type.IsGenericType && type.Name.Contains('`', StringComparison.Ordinal)
            ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(TypeName))}>"
            : name;
    }
}
