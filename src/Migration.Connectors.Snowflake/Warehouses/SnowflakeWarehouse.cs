using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Preflight;
using Migration.Connectors.Snowflake.Schema;
using Migration.Connectors.Warehouses;
using Migration.Core.Documents;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Connectors.Snowflake.Warehouses;

/// <summary>The warehouse of a connection. Nothing here needs it to run.</summary>
internal sealed class SnowflakeWarehouse(SnowflakeSession session) : IWarehouse
{
    // Another execution may write its record between our look and our statement; it does so once or twice in its life.
    private const int Attempts = 10;

    public async Task<WarehouseOutline?> ReadAsync(CancellationToken cancellation) => await FindAsync(cancellation) is { HasSize: true } found ? found.Outline : null;

    public Task<IReadOnlyList<Problem>> InspectAsync(string path, MigrationConfiguration configuration, CancellationToken cancellation) =>
        new WarehouseInspection(session).RunAsync(path, configuration, FindAsync, cancellation);

    public async Task TakeAsync(WarehouseUse use, CancellationToken cancellation)
    {
        for (var left = Attempts; left > 0; left--)
        {
            if (await FindAsync(cancellation) is not { HasSize: true } found)
                throw Gone();
            var (known, comment) = UseRecord.Of(found.Comment);
            var wanted = With(known, found.Outline.Size, await OthersAsync(known, use, cancellation), use);
            if (wanted.Says(known) && found.Outline.Size == wanted.Now)
                return;
            await SetAsync(found.Outline, wanted.Now, comment + wanted, cancellation);
        }

        throw Contended(use);
    }

    public async Task<IReadOnlyList<string>> GiveBackAsync(WarehouseUse use, CancellationToken cancellation)
    {
        var warnings = new List<string>();
        for (var left = Attempts; left > 0; left--)
        {
            var found = await FindAsync(cancellation);
            var (known, comment) = UseRecord.Of(found?.Comment ?? "");
            if (found is not null && known?.Users.Contains(use.ExecutionId) != true)
                return warnings;
            if (found is not { HasSize: true } || known is null)
                return [.. warnings, Lost()];
            var others = await OthersAsync(known, use, cancellation);
            if (others.Count > 0)
                await SetAsync(found.Outline, found.Outline.Size, comment + (known with { Users = others }), cancellation);
            else
                warnings.AddRange(await RestoreAsync(found.Outline, known, comment, cancellation));
        }

        throw Contended(use);
    }

    /// <summary>A size that somebody gave it meanwhile is what it is put back to.</summary>
    private static UseRecord With(UseRecord? known, WarehouseSize size, IReadOnlyList<string> others, WarehouseUse use)
    {
        var before = known is null || known.Now != size ? size : known.Before;
        var asked = use.Size == WarehouseSize.Unchanged ? before : use.Size;
        // Who came first does not lose what it asked for; one alone gets what it asks for.
        var now = others.Count > 0 && size > asked ? size : asked;
        return new(before, now, [.. others, use.ExecutionId], use.Suspends || (others.Count > 0 && known is { Suspends: true }));
    }

    private async Task<IReadOnlyList<string>> RestoreAsync(WarehouseOutline found, UseRecord known, string comment, CancellationToken cancellation)
    {
        var warnings = new List<string>();
        if (known.Suspends && found is { AutoResumes: false })
            warnings.Add($"Warehouse '{found.Name}' is not suspended: it would not resume by itself. Suspend it by hand.");
        else if (known.Suspends && found.IsStarted)
            await SuspendAsync(found, cancellation);
        if (found.Size != known.Now)
            warnings.Add($"Warehouse '{found.Name}' stays {EnumText.Of(found.Size)}: somebody changed it from {EnumText.Of(known.Now)} meanwhile. It was {EnumText.Of(known.Before)} before.");
        await SetAsync(found, found.Size == known.Now ? known.Before : found.Size, comment, cancellation);
        return warnings;
    }

    private async Task SuspendAsync(WarehouseOutline found, CancellationToken cancellation)
    {
        try
        {
            await session.ExecuteAsync($"ALTER WAREHOUSE {SnowflakeNames.Quote(found.Name)} SUSPEND", cancellation);
        }
        catch (SnowflakeFailure) when (!cancellation.IsCancellationRequested)
        {
            // It may have suspended itself since; only where it still runs is it a failure.
            if (await FindAsync(cancellation) is { Outline.IsStarted: true })
                throw;
        }
    }

    private Task<long> SetAsync(WarehouseOutline found, WarehouseSize size, string comment, CancellationToken cancellation) => session.ExecuteAsync(
        $"ALTER WAREHOUSE {SnowflakeNames.Quote(found.Name)} SET {(size == found.Size ? "" : $"WAREHOUSE_SIZE = '{EnumText.Of(size)}' WAIT_FOR_COMPLETION = TRUE ")}COMMENT = {SnowflakeNames.Literal(comment)}", cancellation);

    private static async Task<IReadOnlyList<string>> OthersAsync(UseRecord? known, WarehouseUse use, CancellationToken cancellation)
    {
        var others = new List<string>();
        foreach (var user in known?.Users ?? [])
        {
            if (user != use.ExecutionId && !await use.IsOver(user, cancellation))
                others.Add(user);
        }
        return others;
    }

    private async Task<WarehouseState?> FindAsync(CancellationToken cancellation)
    {
        var (_, name) = await session.ContextAsync(cancellation);
        if (name.Length == 0)
            return null;
        var shown = await session.QueryAsync($"SHOW WAREHOUSES LIKE {SnowflakeNames.Literal(name)}", row => WarehouseState.Of(row, session.Options.Account), cancellation);
        return shown.Find(state => state.Outline.Name == name);
    }

    private MigrationException Gone() => new(ErrorCodes.WarehouseUnusable,
        $"Database '{session.Options.Name}': the warehouse of the connection is not there, or has no size, or the role may not see it.");

    private string Lost()
    {
        var name = session.Options.Warehouse is { } named ? SnowflakeNames.Quote(named) : "the warehouse";
        return $"{Gone().Message} So it was not put back. What it was before stands at the end of its comment: as a role that sees it, run SHOW WAREHOUSES, and where the comment names this execution, "
            + $"ALTER WAREHOUSE {name} SET WAREHOUSE_SIZE = '<the size before>' COMMENT = '<the comment before the bracket>'.";
    }

    private MigrationException Contended(WarehouseUse use) => new(ErrorCodes.DatabaseLocked,
        $"Database '{session.Options.Name}': others keep changing the comment of its warehouse, where the execution {use.ExecutionId} is to be noted. The operation is tried again.", transient: true);
}
