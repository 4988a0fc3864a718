using System.Collections;
using System.Data.Common;

namespace Snowflake.SqlApi;

/// <summary>The parameters of a command, in the order of its question marks.</summary>
public sealed class SnowflakeParameterCollection : DbParameterCollection, IReadOnlyList<SnowflakeParameter>
{
    private readonly List<SnowflakeParameter> _all = [];

    public override int Count => _all.Count;

    public override object SyncRoot => ((ICollection)_all).SyncRoot;

    public new SnowflakeParameter this[int index]
    {
        get => _all[index];
        set => _all[index] = value;
    }

    /// <summary>Adds a value for the next question mark.</summary>
    public SnowflakeParameter AddValue(object? value)
    {
        var parameter = new SnowflakeParameter(value);
        _all.Add(parameter);
        return parameter;
    }

    public override int Add(object value)
    {
        _all.Add(Own(value));
        return _all.Count - 1;
    }

    public override void AddRange(Array values)
    {
        foreach (var value in values) Add(value!);
    }

    public override void Clear() => _all.Clear();

    public override bool Contains(object value) => IndexOf(value) >= 0;

    public override bool Contains(string value) => IndexOf(value) >= 0;

    public override void CopyTo(Array array, int index) => ((ICollection)_all).CopyTo(array, index);

    public override IEnumerator GetEnumerator() => _all.GetEnumerator();

    IEnumerator<SnowflakeParameter> IEnumerable<SnowflakeParameter>.GetEnumerator() => _all.GetEnumerator();

    public override int IndexOf(object value) => value is SnowflakeParameter parameter ? _all.IndexOf(parameter) : -1;

    public override int IndexOf(string parameterName) =>
        _all.FindIndex(parameter => string.Equals(parameter.ParameterName, parameterName, StringComparison.OrdinalIgnoreCase));

    public override void Insert(int index, object value) => _all.Insert(index, Own(value));

    public override void Remove(object value) => _all.Remove(Own(value));

    public override void RemoveAt(int index) => _all.RemoveAt(index);

    public override void RemoveAt(string parameterName) => _all.RemoveAt(Required(parameterName));

    protected override DbParameter GetParameter(int index) => _all[index];

    protected override DbParameter GetParameter(string parameterName) => _all[Required(parameterName)];

    protected override void SetParameter(int index, DbParameter value) => _all[index] = Own(value);

    protected override void SetParameter(string parameterName, DbParameter value) => _all[Required(parameterName)] = Own(value);

    private int Required(string name) =>
        IndexOf(name) is var index and >= 0 ? index : throw new ArgumentException($"There is no parameter named '{name}'.", nameof(name));

    private static SnowflakeParameter Own(object value) =>
        value as SnowflakeParameter ?? throw new ArgumentException("Only a SnowflakeParameter can be added.", nameof(value));
}
