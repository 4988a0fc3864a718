namespace Migration.Cli.Tests.Commands;

public sealed class DiffCommandTests : IDisposable
{
    private const string Users = "LEGACY_DB.LEGACY_SCHEMA.users", Profiles = "LEGACY_DB.LEGACY_SCHEMA.profiles", Preferences = "LEGACY_DB.LEGACY_SCHEMA.preferences";

    private readonly CliRun _cli = new();

    public DiffCommandTests() => LegacyFiles.Create(_cli.Folder);

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Diff_OfATableWithItself_EndsWithZero()
    {
        var answer = await _cli.RunAsync("migrate", "diff", Users, Users, "--output", "json");
        Assert.Equal((0, "EQUAL", 3), (answer.Exit, answer.Json.GetProperty("verdict").GetString(), answer.Json.GetProperty("firstRows").GetInt32()));
    }

    [Fact]
    public async Task Diff_OfTablesThatDiffer_EndsWithNineAndShowsTheRow()
    {
        var answer = await _cli.RunAsync("migrate", "diff", Profiles, Preferences);
        Assert.Equal(9, answer.Exit);
        Assert.Contains("- 1", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_OfColumnsThatOneTableLacks_EndsWithTen()
    {
        var copy = Path.Combine(_cli.Folder, "new", "OTHER.db");
        File.Copy(Path.Combine(_cli.Folder, "legacy", "LEGACY_SCHEMA.db"), copy);
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={copy};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "ALTER TABLE users DROP COLUMN name";
            await command.ExecuteNonQueryAsync();
        }

        var answer = await _cli.RunAsync("migrate", "diff", Users, "NEW_DB.OTHER.users", "--output", "json");
        Assert.Equal((10, "NOT_COMPARABLE"), (answer.Exit, answer.Json.GetProperty("verdict").GetString()));
    }

    [Theory]
    [InlineData("users", "TABLE_UNKNOWN")]
    [InlineData("LEGACY_DB.LEGACY_SCHEMA.nobody", "TABLE_UNKNOWN")]
    [InlineData("NOWHERE.users", "DATABASE_UNKNOWN")]
    public async Task Diff_OfNoTable_SaysSo(string name, string code)
    {
        var answer = await _cli.RunAsync("migrate", "diff", Users, name, "--output", "json");
        Assert.Equal((4, code), (answer.Exit, answer.Error.GetProperty("code").GetString()));
    }
}
