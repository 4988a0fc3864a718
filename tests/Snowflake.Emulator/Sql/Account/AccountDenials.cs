using System.Collections.Concurrent;

namespace Snowflake.Emulator.Sql.Account;

/// <summary>
/// What a role may not do. A role may everything else: the emulator grants nothing, but a test can take a privilege away,
/// and then statements fail and SHOW GRANTS lists what is left.
/// </summary>
public sealed class AccountDenials
{
    /// <summary>Owns what a role was denied something of.</summary>
    public const string Owner = "SYSADMIN";

    private static readonly Dictionary<string, string[]> s_privileges = new()
    {
        ["TABLE"] = ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES"],
        ["VIEW"] = ["SELECT", "REFERENCES"],
        ["SEQUENCE"] = ["USAGE"],
        ["SCHEMA"] = ["USAGE", "CREATE TABLE", "CREATE VIEW", "CREATE SEQUENCE"],
        ["DATABASE"] = ["USAGE", "CREATE SCHEMA"],
        ["WAREHOUSE"] = ["USAGE", "OPERATE", "MODIFY", "MONITOR"],
    };

    private readonly ConcurrentDictionary<(string Role, string Privilege, string Name), bool> _denied = [];

    /// <param name="name">As it is stored, with dots: DB.SCHEMA.T, or a warehouse's.</param>
    public void Deny(string role, string privilege, string name) => _denied[(role, privilege, name)] = true;

    public void Allow(string role, string privilege, string name) => _denied.TryRemove((role, privilege, name), out _);

    /// <summary>The privileges that a role has of an object; OWNERSHIP where nothing was taken away.</summary>
    internal IReadOnlyList<string> Held(string role, string kind, string name)
    {
        var held = s_privileges[kind].Where(privilege => !_denied.ContainsKey((role, privilege, name))).ToList();
        return held.Count == s_privileges[kind].Length ? ["OWNERSHIP"] : held;
    }

    /// <exception cref="Engine.EngineException">The privilege was taken away.</exception>
    internal void Require(string role, string privilege, string kind, string name)
    {
        if (_denied.ContainsKey((role, privilege, name))) throw SqlError.NotPermitted(kind, name.Split('.')[^1]);
    }
}
