using Migration.Core.Documents;
using Migration.Core.Templates;

namespace Migration.Cli.Results;

/// <summary>What a template leaves open.</summary>
/// <param name="DefaultValue">As it would be written behind --set.</param>
internal sealed record TemplateParameterView(string Name, string Type, string Description, bool Required, string? DefaultValue, string? Validation)
{
    public static TemplateParameterView Of(TemplateParameter parameter) => new(
        parameter.Name, EnumText.Of(parameter.Type), parameter.Description, parameter.Required, Written(parameter.Default), parameter.Validation);

    private static string? Written(DocumentNode? value) => value switch
    {
        ScalarNode scalar => scalar.Text,
        ListNode list => string.Join(',', list.Items.OfType<ScalarNode>().Select(item => item.Text)),
        _ => null,
    };
}
