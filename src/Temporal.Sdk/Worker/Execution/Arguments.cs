using System.Reflection;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporalio.Worker.Execution;

/// <summary>Turns payloads into the arguments of a method.</summary>
internal static class Arguments
{
    /// <summary>Surplus payloads are dropped, missing ones take the parameter's default.</summary>
    internal static object?[] Decode(
        IPayloadConverter converter, MethodInfo method, IReadOnlyList<Payload> input, bool dynamic, string what)
    {
        if (dynamic)
            return [input.Select(payload => new RawValue(payload)).ToArray<IRawValue>()];
        return [.. method.GetParameters().Select(Value)];

        object? Value(ParameterInfo parameter)
        {
            if (parameter.Position < input.Count)
                return Convert(parameter);
            if (parameter.HasDefaultValue)
                return parameter.DefaultValue;
            throw new InvalidOperationException(
                $"{what} got {input.Count} argument(s), but parameter '{parameter.Name}' has no default value");
        }

        object? Convert(ParameterInfo parameter)
        {
            try
            {
                return converter.ToValue(input[parameter.Position], parameter.ParameterType);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"{what}: cannot decode parameter '{parameter.Name}'", e);
            }
        }
    }

    /// <summary>As <see cref="Decode" />, with the handler's name first for a dynamic handler.</summary>
    internal static object?[] DecodeForHandler(
        IPayloadConverter converter,
        MethodInfo method,
        IReadOnlyList<Payload> input,
        string? dynamicName,
        string what)
    {
        var arguments = Decode(converter, method, input, dynamicName != null, what);
        return dynamicName == null ? arguments : [dynamicName, .. arguments];
    }
}
