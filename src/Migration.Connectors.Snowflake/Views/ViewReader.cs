using System.Globalization;
using Migration.Connectors.Schema;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Schema;

namespace Migration.Connectors.Snowflake.Views;

/// <summary>The views of a schema with the statements that created them, in the order in which they were made, and those that can't be copied.</summary>
internal sealed class ViewReader(SnowflakeSession session, SchemaPlace place)
{
    public async Task<(IReadOnlyList<ViewDefinition> Views, IReadOnlyList<UnsupportedObject> Left)> ReadAsync(CancellationToken cancellation)
    {
        var shown = await ShowPages.ReadAsync(session, $"SHOW VIEWS IN SCHEMA {place.Name}", row => (
            View: new ViewDefinition(row.Text("name"), row.Text("text")) { Comment = row.TextOrNull("comment") is { Length: > 0 } comment ? comment : null, IsSecure = row.Text("is_secure") == "true" },
            Made: decimal.Parse(row.GetWireText(row.GetOrdinal("created_on"))!, CultureInfo.InvariantCulture),
            IsMaterialized: row.Text("is_materialized") == "true"), cancellation);
        var all = shown.OrderBy(one => one.Made).ThenBy(one => one.View.Name, StringComparer.Ordinal)
            .Select(one => (one.View, Reason: Reason(one.View, one.IsMaterialized))).ToList();
        return ([.. all.Where(one => one.Reason is null).Select(one => one.View)], [.. all.Where(one => one.Reason is not null).Select(one => new UnsupportedObject(one.View.Name, one.Reason!))]);
    }

    private static string? Reason(ViewDefinition view, bool isMaterialized)
    {
        if (isMaterialized)
            return "It is a materialized view. Create it in the target by hand.";
        if (view.Sql.Length == 0)
            return "Its text is not told to this role. Read the schema by the role that owns the view, or create it in the target by hand.";
        return ViewStatementReader.Read(view.Sql) is null ? "Its statement has a clause that is not carried over, such as a policy. Create it in the target by hand." : null;
    }
}
