using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Translation;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>Makes and drops tags and policies, and grants what is on them, on tables, views and sequences.</summary>
internal sealed class GovernanceDefinitions(Definition definition)
{
    private SessionState Session => definition.Session;

    public (CatalogState State, string Message) Create(CreateTagStatement create, CatalogState state) => Add(state, (create.Name, create.Mode, "Tag"),
        new Tag(definition.Now, Session.Role) { AllowedValues = create.AllowedValues, Comment = create.Comment });

    public (CatalogState State, string Message) Create(CreatePolicyStatement create, CatalogState state)
    {
        var policy = new Policy(create.Kind, definition.Now, Session.Role) { Arguments = create.Arguments, Returns = create.Returns, Body = create.Body, Comment = create.Comment };
        // What it names must be there, and its result be what it says.
        _ = new PolicyTranslator(new(Session, [])).Value((Session.Key(create.Name), policy), [.. create.Arguments.Select(argument => new Typed($"NULL::{argument.Type.Stored}", argument.Type))]);
        return Add(state, (create.Name, create.Mode, create.Kind), policy);
    }

    /// <returns>Null where there was nothing to drop, and none was needed.</returns>
    public CatalogState? Drop(DropStatement drop, CatalogState state)
    {
        var key = Session.Key(drop.Name);
        if (Find(state, key, drop.Kind) is null) return drop.IfExists ? null : throw SqlError.NoObject(drop.Kind, drop.Name.ToString());
        if (drop.Kind != "TAG" && IsUsed(state, key)) throw InUse(key);
        return state with { Governors = state.Governors.Remove(key) };
    }

    public CatalogState Grant(GrantStatement grant, CatalogState state)
    {
        var key = Session.Key(grant.Object);
        if (grant.Kind is "TABLE" or "VIEW")
        {
            CatalogObject entry = grant.Kind == "TABLE" ? Session.Table(grant.Object).Table : Session.View(grant.Object);
            return state.With(key, entry with { Grants = Granted(grant, key, entry.Grants) });
        }

        if (grant.Kind == "SEQUENCE")
        {
            var sequence = Session.Sequence(grant.Object);
            return state with { Sequences = state.Sequences.SetItem(key, sequence with { Grants = Granted(grant, key, sequence.Grants) }) };
        }

        var governor = Find(state, key, grant.Kind) ?? throw SqlError.NoObject(grant.Kind, grant.Object.ToString());
        if (governor.Owner != Session.Role) throw NotAllowed(grant.Kind, key);
        var role = grant.Grantee.Name;
        governor = grant.Privileges.Contains("OWNERSHIP") ? governor with { Owner = role }
            : governor with { Appliers = grant.IsRevoked ? [.. governor.Appliers.Where(other => other != role)] : [.. governor.Appliers, role] };
        return state with { Governors = state.Governors.SetItem(key, governor) };
    }

    /// <summary>Fails where a table outside of a schema has a policy of it.</summary>
    public static CatalogState Unused(CatalogState state, (string Database, string Schema) schema)
    {
        var outside = state with { Objects = state.Objects.RemoveRange(state.Objects.Keys.Where(key => (key.Database, key.Schema) == schema)) };
        return state.Governors.Keys.FirstOrDefault(key => (key.Database, key.Schema) == schema && IsUsed(outside, key)) is { } used ? throw InUse(used) : state;
    }

    public static EngineException NotAllowed(string kind, ObjectKey key) => new("003001", "42501", $"SQL access control error:\nInsufficient privileges to operate on {kind.ToLowerInvariant()} '{key.Name}'.");

    public static Governor? Find(CatalogState state, ObjectKey key, string kind) =>
        state.Governors.GetValueOrDefault(key) is { } found && (found is Policy policy ? policy.Kind : "TAG") == kind ? found : null;

    /// <summary>A database role is known in its own database alone.</summary>
    private IReadOnlyList<Grant> Granted(GrantStatement grant, ObjectKey key, IReadOnlyList<Grant> before)
    {
        if (grant.GranteeKind == "DATABASE_ROLE" && grant.Grantee.Parts.Count > 1 && grant.Grantee.Parts[0] != key.Database) throw NotAllowed("DATABASE ROLE", key);
        var grantee = grant.Grantee.Name;
        var others = before.Where(other => other.GranteeKind != grant.GranteeKind || other.Grantee != grantee || !grant.Privileges.Contains(other.Privilege));
        return grant.IsRevoked ? [.. others] : [.. others, .. grant.Privileges.Select(privilege => new Grant(privilege, grant.GranteeKind, grantee, grant.WithOption, Session.Role, definition.Now))];
    }

    private (CatalogState State, string Message) Add(CatalogState state, (ObjectName Name, CreateMode Mode, string What) create, Governor governor)
    {
        var key = Session.Key(create.Name);
        if (state.Governors.ContainsKey(key))
        {
            if (create.Mode.IfNotExists) return (state, $"{key.Name} already exists, statement succeeded.");
            if (!create.Mode.Replaces) throw SqlError.Exists(create.Name.ToString());
            if (governor is Policy && IsUsed(state, key)) throw InUse(key);
        }

        return (state with { Governors = state.Governors.SetItem(key, governor) }, $"{create.What} {key.Name} successfully created.");
    }

    private static bool IsUsed(CatalogState state, ObjectKey policy) => state.Objects.Values.OfType<Table>().Any(table =>
        table.RowPolicy?.Policy == policy || table.Columns.Any(column => column.Mask?.Policy == policy));

    private static EngineException InUse(ObjectKey key) =>
        new("003539", "42601", $"SQL compilation error:\nPolicy '{key.Name}' cannot be dropped/replaced as it is associated with one or more entities.");
}
