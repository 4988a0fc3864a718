using Migration.Connectors.Sqlite.Engine;

namespace Migration.Connectors.Sqlite.Ledger;

/// <summary>A write transaction from its first statement on, so that it never fails for a lock halfway. Undone where its work fails.</summary>
internal static class WriteTransaction
{
    public static T Run<T>(SqliteSession session, Func<T> work)
    {
        using (WriteGate.Enter(session.Path))
        {
            session.Execute("BEGIN IMMEDIATE");
            try
            {
                var result = work();
                session.Execute("COMMIT");
                return result;
            }
            catch
            {
                if (session.InTransaction)
                    session.Execute("ROLLBACK");
                throw;
            }
        }
    }

    public static void Run(SqliteSession session, Action work) => Run(session, () =>
    {
        work();
        return true;
    });
}
