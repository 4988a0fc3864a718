using Migration.Connectors.Sqlite.Engine;
using Migration.Core.Errors;

namespace Migration.Connectors.Sqlite.Tests;

public sealed class SqliteErrorsTests : IDisposable
{
    private readonly Databases _databases = new();

    public void Dispose() => _databases.Dispose();

    [Theory]
    [InlineData(1, ErrorCodes.StatementFailed, false)]
    [InlineData(3, ErrorCodes.DatabaseUnreadable, false)]
    [InlineData(5, ErrorCodes.DatabaseLocked, true)]
    [InlineData(261, ErrorCodes.DatabaseLocked, true)]
    [InlineData(6, ErrorCodes.DatabaseLocked, true)]
    [InlineData(7, ErrorCodes.DatabaseIo, true)]
    [InlineData(8, ErrorCodes.DatabaseReadOnly, false)]
    [InlineData(776, ErrorCodes.DatabaseUnreadable, false)]
    [InlineData(10, ErrorCodes.DatabaseIo, true)]
    [InlineData(266, ErrorCodes.DatabaseIo, true)]
    [InlineData(11, ErrorCodes.DatabaseInvalid, false)]
    [InlineData(13, ErrorCodes.DatabaseFull, false)]
    [InlineData(14, ErrorCodes.DatabaseUnreadable, false)]
    [InlineData(15, ErrorCodes.DatabaseLocked, true)]
    [InlineData(17, ErrorCodes.StatementFailed, true)]
    [InlineData(18, ErrorCodes.StatementFailed, false)]
    [InlineData(19, ErrorCodes.ConstraintViolated, false)]
    [InlineData(2067, ErrorCodes.ConstraintViolated, false)]
    [InlineData(787, ErrorCodes.ForeignKeyViolated, false)]
    [InlineData(20, ErrorCodes.ConstraintViolated, false)]
    [InlineData(21, ErrorCodes.Internal, false)]
    [InlineData(22, ErrorCodes.DatabaseIo, false)]
    [InlineData(23, ErrorCodes.DatabaseUnreadable, false)]
    [InlineData(25, ErrorCodes.Internal, false)]
    [InlineData(26, ErrorCodes.DatabaseInvalid, false)]
    [InlineData(99, ErrorCodes.StatementFailed, false)]
    public void ResultCode_Translated_HasItsCode(int resultCode, string code, bool transient)
    {
        var failure = Assert.IsType<SqliteFailure>(SqliteErrors.Translate(resultCode, ("SELECT 1", "detail"), "DB"));

        Assert.Equal((code, transient), (failure.Code, failure.IsTransient));
        Assert.Contains("'DB'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryRow_OfTheTable_IsTested()
    {
        var tested = typeof(SqliteErrorsTests).GetMethod(nameof(ResultCode_Translated_HasItsCode))!
            .GetCustomAttributesData().Where(a => a.AttributeType == typeof(InlineDataAttribute))
            .Select(a => (int)((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)a.ConstructorArguments[0].Value!)[0].Value!);

        Assert.Empty(SqliteErrors.Table.Select(r => r.ResultCode).Except(tested));
    }

    [Fact]
    public void Interrupt_Translated_IsACancellation() =>
        Assert.IsType<OperationCanceledException>(SqliteErrors.Translate(9, (null, "interrupted"), "DB"));

    [Fact]
    public void File_ThatIsNoDatabase_IsInvalid()
    {
        File.WriteAllText(_databases.PathOf("x"), new string('x', 5000));

        Assert.Equal(ErrorCodes.DatabaseInvalid, Failure(() => Open("x", SessionMode.Read)).Code);
    }

    [Fact]
    public void File_ThatIsNotThere_IsUnreadable()
    {
        Assert.Equal(ErrorCodes.DatabaseUnreadable, Failure(() => Open("x", SessionMode.Read)).Code);
    }

    [Fact]
    public void Write_ToASessionThatReads_IsReadOnly()
    {
        _databases.Make("x", "CREATE TABLE t(a)");
        using var session = Open("x", SessionMode.Read);

        Assert.Equal(ErrorCodes.DatabaseReadOnly, Failure(() => session.Execute("INSERT INTO t VALUES (1)")).Code);
    }

    [Fact]
    public void Write_BeyondTheSpace_IsFull()
    {
        _databases.Make("x", "CREATE TABLE t(a)");
        using var session = Open("x", SessionMode.Write);
        session.Execute("PRAGMA max_page_count=3");

        Assert.Equal(ErrorCodes.DatabaseFull, Failure(() => session.Execute("INSERT INTO t VALUES (zeroblob(100000))")).Code);
    }

    [Fact]
    public void Read_OfADamagedFile_IsInvalid()
    {
        var path = _databases.Make("x", "CREATE TABLE t(a); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 999) INSERT INTO t SELECT randomblob(50) FROM n");
        using (var file = File.OpenWrite(path))
        {
            file.Position = 4096;
            file.Write(Enumerable.Repeat((byte)0xee, 4096).ToArray());
        }
        using var session = Open("x", SessionMode.Read);

        Assert.Equal(ErrorCodes.DatabaseInvalid, Failure(() => session.QueryInteger("SELECT count(a) FROM t")).Code);
    }

    private SqliteSession Open(string name, SessionMode mode) => SqliteSession.Open(_databases.PathOf(name), mode, name);

    private static MigrationException Failure(Action action) => Assert.ThrowsAny<MigrationException>(action);
}
