using Temporalio.Api.Enums.V1;

namespace Temporalio.Common;

/// <summary>Name and type of a search attribute.</summary>
public class SearchAttributeKey : IComparable<SearchAttributeKey>
{
    internal SearchAttributeKey(string name, IndexedValueType valueType)
    {
        Name = name;
        ValueType = valueType;
    }

    public string Name { get; }

    public IndexedValueType ValueType { get; }

    public static bool operator ==(SearchAttributeKey? left, SearchAttributeKey? right) =>
        left is null ? right is null : left.Equals(right);

    public static bool operator !=(SearchAttributeKey? left, SearchAttributeKey? right) => !(left == right);

    public static bool operator <(SearchAttributeKey? left, SearchAttributeKey? right) => Compare(left, right) < 0;

    public static bool operator <=(SearchAttributeKey? left, SearchAttributeKey? right) => Compare(left, right) <= 0;

    public static bool operator >(SearchAttributeKey? left, SearchAttributeKey? right) => Compare(left, right) > 0;

    public static bool operator >=(SearchAttributeKey? left, SearchAttributeKey? right) => Compare(left, right) >= 0;

    public static SearchAttributeKey<string> CreateText(string name) => new(name, IndexedValueType.Text);

    public static SearchAttributeKey<string> CreateKeyword(string name) => new(name, IndexedValueType.Keyword);

    public static SearchAttributeKey<long> CreateLong(string name) => new(name, IndexedValueType.Int);

    public static SearchAttributeKey<double> CreateDouble(string name) => new(name, IndexedValueType.Double);

    public static SearchAttributeKey<bool> CreateBool(string name) => new(name, IndexedValueType.Bool);

    public static SearchAttributeKey<DateTimeOffset> CreateDateTimeOffset(string name) =>
        new(name, IndexedValueType.Datetime);

    public static SearchAttributeKey<IReadOnlyCollection<string>> CreateKeywordList(string name) =>
        new(name, IndexedValueType.KeywordList);

    public int CompareTo(SearchAttributeKey? other) => Compare(this, other);

    public override int GetHashCode() => HashCode.Combine(Name, ValueType);

    public override bool Equals(object? obj) => Equals(obj as SearchAttributeKey);

    public bool Equals(SearchAttributeKey? other) =>
        other is not null && other.Name == Name && other.ValueType == ValueType;

    /// <summary>Copies a keyword list, so that a later change of the caller's collection has no effect.</summary>
    internal T NormalizeValue<T>(T value)
        where T : notnull =>
        ValueType == IndexedValueType.KeywordList && value is IReadOnlyCollection<string> keywords
            ? (T)(object)keywords.ToList()
            : value;

    private static int Compare(SearchAttributeKey? left, SearchAttributeKey? right)
    {
        if (left is null || right is null)
            return (left is null ? 0 : 1) - (right is null ? 0 : 1);
        var byName = string.CompareOrdinal(left.Name, right.Name);
        return byName != 0 ? byName : left.ValueType.CompareTo(right.ValueType);
    }
}
