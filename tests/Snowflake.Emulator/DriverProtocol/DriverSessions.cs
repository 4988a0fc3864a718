using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Protocol;

namespace Snowflake.Emulator.DriverProtocol;

/// <summary>The sessions of drivers, by the token that each request carries.</summary>
internal sealed class DriverSessions(IStatementEngine engine) : IAsyncDisposable
{
    private const string Scheme = "Snowflake Token=\"";

    private readonly ConcurrentDictionary<string, DriverSession> _byToken = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DriverSession> _byMaster = new(StringComparer.Ordinal);

    public DriverSession Open(EngineContext context)
    {
        var session = new DriverSession(context, engine.OpenSession(context));
        _byMaster[session.MasterToken] = session;
        return _byToken[session.Token] = session;
    }

    /// <exception cref="ApiError">390111: there is no such session, or no longer.</exception>
    public DriverSession Find(HttpRequest request) => _byToken.GetValueOrDefault(Token(request)) ?? throw Gone();

    /// <summary>Gives a session another token; the old one is worth nothing from here on.</summary>
    public DriverSession Renew(HttpRequest request)
    {
        var session = _byMaster.GetValueOrDefault(Token(request)) ?? throw Gone();
        _byToken.TryRemove(session.Token, out _);
        return _byToken[session.Renew()] = session;
    }

    public async Task CloseAsync(HttpRequest request)
    {
        var session = Find(request);
        _byMaster.TryRemove(session.MasterToken, out _);
        if (_byToken.TryRemove(session.Token, out _)) await session.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var session in _byToken.Values) await session.DisposeAsync();
    }

    private static string Token(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(Scheme, StringComparison.Ordinal) && authorization.EndsWith('"') ? authorization[Scheme.Length..^1] : throw Gone();
    }

    private static ApiError Gone() => new(200, "390111", "08001", "Session no longer exists. New login required to access the service.");
}
