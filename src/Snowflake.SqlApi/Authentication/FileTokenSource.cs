namespace Snowflake.SqlApi.Authentication;

/// <summary>
/// A token in a file that somebody else renews. The file is read again when its time or length changed,
/// and when the server refused what it held.
/// </summary>
internal sealed class FileTokenSource(string type, string path) : ITokenSource
{
    private readonly Lock _gate = new();
    private (DateTime Written, long Length)? _stamp;
    private string _token = "";

    public string TokenType => type;

    public string Current()
    {
        lock (_gate)
        {
            try
            {
                var file = new FileInfo(path);
                var stamp = (file.LastWriteTimeUtc, file.Length);
                if (_stamp != stamp) _token = Read();
                _stamp = stamp;
                return _token;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw SnowflakeException.Local(SnowflakeErrorKind.Authentication, $"The token file '{path}' can't be read: {failure.Message}", failure);
            }
        }
    }

    public bool Discard(string token)
    {
        lock (_gate) _stamp = null;
        return Current() != token;
    }

    private string Read()
    {
        var token = File.ReadAllText(path).Trim();
        return token.Length > 0 ? token
            : throw SnowflakeException.Local(SnowflakeErrorKind.Authentication, $"The token file '{path}' is empty.");
    }
}
