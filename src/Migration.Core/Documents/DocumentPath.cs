using System.Globalization;

namespace Migration.Core.Documents;

/// <summary>Paths as problems show them: <c>tables[2].columns[0].sourceColumn</c>; the document itself is <c>$</c>.</summary>
public static class DocumentPath
{
    public const string Root = "$";

    public static string Key(string parent, string key) => parent is Root or "" ? key : $"{parent}.{key}";

    public static string Item(string parent, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{parent}[{index}]");
}
