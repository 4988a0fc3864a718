using System.Collections.Concurrent;

namespace Snowflake.Emulator.Sql.Account;

/// <summary>The account's warehouses, which tests may change beside the statements.</summary>
public sealed class AccountWarehouses(IEnumerable<string> names)
{
    private readonly ConcurrentDictionary<string, Warehouse> _all = new(names.Select(name => KeyValuePair.Create(name, new Warehouse(name))), StringComparer.Ordinal);

    public IEnumerable<Warehouse> All => _all.Values.OrderBy(warehouse => warehouse.Name, StringComparer.Ordinal);

    public Warehouse this[string name] => _all[name];

    public Warehouse? Find(string name) => _all.GetValueOrDefault(name);

    public void Put(Warehouse warehouse) => _all[warehouse.Name] = warehouse;

    public void Remove(string name) => _all.TryRemove(name, out _);

    /// <summary>What a statement that needs one finds: it runs afterwards.</summary>
    /// <exception cref="Engine.EngineException">It can't run.</exception>
    internal void Use(string name)
    {
        if (_all.GetValueOrDefault(name) is not { } warehouse || (warehouse is { IsStarted: false, AutoResumes: false })) throw SqlError.NoWarehouse();
        if (warehouse.IsExhausted) throw SqlError.Exhausted(name);
        if (!warehouse.IsStarted) Change(name, found => found with { IsStarted = true });
    }

    internal void Change(string name, Func<Warehouse, Warehouse> change) => _all.AddOrUpdate(name, _ => throw SqlError.NoObject("Warehouse", name), (_, found) => change(found));
}
