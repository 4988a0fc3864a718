namespace Snowflake.SqlApi.Tests;

/// <summary>A file of one test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(string text) => Write(text);

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public void Write(string text) => File.WriteAllText(Path, text);

    public void Dispose() => File.Delete(Path);
}
