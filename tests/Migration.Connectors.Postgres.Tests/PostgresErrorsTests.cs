using Migration.Connectors.Postgres.Engine;
using Migration.Core.Errors;
using Npgsql;

namespace Migration.Connectors.Postgres.Tests;

public sealed class PostgresErrorsTests
{
    public static TheoryData<string> States => [.. PostgresErrors.Table.Select(row => row.State)];

    [Theory]
    [MemberData(nameof(States))]
    public void Row_OfTheTable_TranslatesItsState(string state)
    {
        var row = PostgresErrors.Table.Single(r => r.State == state);
        var sqlState = state.PadRight(5, '0');

        var failure = PostgresErrors.Translate(new PostgresException("something about \"price\"", "ERROR", "ERROR", sqlState), "ERP");

        Assert.Equal((row.Code, row.Transient, sqlState), (failure.Code, failure.IsTransient, failure.SqlState));
        Assert.StartsWith($"Database 'ERP': {row.Cause} (", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith(row.Fix, failure.Message, StringComparison.Ordinal);
        Assert.Equal(row.ShowsMessage, failure.Message.Contains("price", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("08003", "08")]
    [InlineData("22P02", "22")]
    [InlineData("23505", "23")]
    [InlineData("40P01", "40")]
    [InlineData("42P01", "42P01")]
    [InlineData("42804", "42")]
    [InlineData("55006", "55")]
    [InlineData("57P01", "57")]
    [InlineData("P0001", "42")]
    [InlineData("XX000", "XX")]
    public void State_WithNoRowOfItsOwn_IsThatOfItsClass(string sqlState, string row) => Assert.Equal(row, PostgresErrors.Find(sqlState).State);

    [Fact]
    public void Place_OfACopy_IsToldWithoutTheValue()
    {
        var failure = PostgresErrors.Translate(
            new PostgresException("invalid input syntax for type json: secret", "ERROR", "ERROR", "22P02", where: "COPY orders, line 3, column price: \"secret\""), "ERP");

        Assert.Contains("table orders, row 3 of the batch, column price", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Connection_ThatBroke_IsTransient()
    {
        var failure = PostgresErrors.Translate(new NpgsqlException("Exception while reading from stream", new IOException("reset")), "ERP");

        Assert.Equal((ErrorCodes.DatabaseIo, true), (failure.Code, failure.IsTransient));
    }
}
