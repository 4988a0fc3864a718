using System.Data;
using System.Data.Common;
using Snowflake.Emulator.Engine;

namespace Snowflake.SqlApi.Tests;

/// <summary>The provider as code sees it that knows ADO.NET alone.</summary>
public sealed class ProviderTests
{
    [Fact]
    public async Task Provider_UsedThroughItsFactory_RunsAQuery()
    {
        var account = await Account.StartAsync(options => options with { Clock = TimeProvider.System });
        await using var end = account;
        account.Engine.On("SELECT A, B FROM T WHERE A = ?", new EngineResult(
            [new("A", "fixed") { Precision = 9, Scale = 0 }, new("b", "text")], [["1", "x"], ["2", null]]));
        DbProviderFactory factory = SnowflakeProviderFactory.Instance;
        using var connection = factory.CreateConnection()!;
        connection.ConnectionString = account.KeyPair;
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT A, B FROM T WHERE A = ?";
        var parameter = factory.CreateParameter()!;
        parameter.Value = 1;
        command.Parameters.Add(parameter);

        using var reader = command.ExecuteReader(CommandBehavior.CloseConnection);
        Assert.True(reader.Read());
        Assert.Equal([1L, "x"], Row(reader));
        Assert.True(reader.Read());
        Assert.Equal([2L, DBNull.Value], Row(reader));
        Assert.False(reader.Read());
        reader.Close();
        Assert.Equal(ConnectionState.Closed, connection.State);
    }

    [Theory]
    [InlineData("number of rows inserted", "3", 3)]
    [InlineData("number of rows deleted", "0", 0)]
    [InlineData("rows_loaded", "4", 4)]
    [InlineData("status", "Table T successfully created.", -1)]
    public async Task RowsAffected_WithoutStatistics_AreReadFromTheResult(string column, string value, int affected)
    {
        await using var account = await Account.StartAsync();
        account.Engine.On("DO", new EngineResult([new(column, "text")], [[value]]));

        Assert.Equal(affected, await account.Command("DO").ExecuteNonQueryAsync());
    }

    [Fact]
    public async Task Scalar_OfNoRowAndOfNull_AreToldApart()
    {
        await using var account = await Account.StartAsync();
        account.Engine.On("NONE", new EngineResult([new("C", "text")], [])).On("NULL", new EngineResult([new("C", "text")], [[null]]));

        Assert.Null(await account.Command("NONE").ExecuteScalarAsync());
        Assert.Equal(DBNull.Value, await account.Command("NULL").ExecuteScalarAsync());
    }

    [Fact]
    public async Task Reader_BeforeItsFirstRow_HasNoValues()
    {
        await using var account = await Account.StartAsync();
        account.Engine.On("ONE", new EngineResult([new("C", "text")], [["x"]]));
        await using var reader = await account.Command("ONE").ExecuteReaderAsync();

        Assert.Throws<InvalidOperationException>(() => reader.GetValue(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.GetOrdinal("D"));
    }

    [Fact]
    public async Task Command_ThatCannotBeSent_IsRefusedByName()
    {
        await using var account = await Account.StartAsync();
        await using var connection = account.Open();
        var command = connection.CreateCommand();

        Assert.Throws<InvalidOperationException>(() => command.ExecuteNonQuery());
        Assert.Throws<NotSupportedException>(() => command.CommandType = CommandType.StoredProcedure);
        Assert.Throws<NotSupportedException>(command.Prepare);
        command.CommandText = "X";
        command.StatementParameters["AUTOCOMMIT"] = "FALSE";
        Assert.Throws<ArgumentException>(() => command.ExecuteNonQuery());
        command.StatementParameters.Clear();
        command.CommandTimeout = -1;
        Assert.Throws<ArgumentOutOfRangeException>(() => command.ExecuteNonQuery());
        command.CommandTimeout = 0;
        command.IsResubmission = true;
        Assert.Throws<InvalidOperationException>(() => command.ExecuteNonQuery());
        Assert.Empty(account.Emulator.Log.Requests);
    }

    [Fact]
    public async Task Command_OfClosedConnection_IsRefused()
    {
        await using var account = await Account.StartAsync();
        var command = account.Command("X");
        command.Connection!.Close();

        await Assert.ThrowsAsync<InvalidOperationException>(() => command.ExecuteNonQueryAsync());
    }

    private static object[] Row(DbDataReader reader)
    {
        var values = new object[reader.FieldCount];
        reader.GetValues(values);
        return values;
    }
}
