using Snowflake.Emulator.Faults;
using Snowflake.Emulator.Log;

namespace Migration.EndToEnd.Crashes;

/// <summary>
/// What befalls the requests of the product on their way: answers are lost after Snowflake took a statement or had
/// executed it, statements are said to run still, some requests in a row are turned away, tokens expire.
/// </summary>
internal sealed class SnowflakeWeather(int seed)
{
    private const int MostTurnedAway = 4;
    // A token that is refused twice for one request is taken for wrong.
    private const int RequestsBetweenExpiries = 60;

    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private readonly SortedDictionary<string, int> _happened = new(StringComparer.Ordinal);
    private int _turnedAway;
    private int _sinceExpiry;

    public Fault Of(LoggedRequest request)
    {
        if (!request.UserAgent.StartsWith("snowflake-deploy", StringComparison.Ordinal)) return Fault.None;
        lock (_gate)
        {
            _sinceExpiry++;
            var (name, fault) = Choose(request.Operation);
            if (fault.Kind != FaultKind.None) _happened[name] = _happened.GetValueOrDefault(name) + 1;
            return fault;
        }
    }

    public override string ToString()
    {
        lock (_gate) return string.Join(", ", _happened.Select(fault => $"{fault.Value} × {fault.Key}"));
    }

    private (string Name, Fault Fault) Choose(Operation operation)
    {
        if (_turnedAway > 0)
        {
            _turnedAway--;
            return ("turned away", _random.Next(2) == 0 ? Fault.TooManyRequests : Fault.ServiceUnavailable);
        }

        switch (_random.Next(250))
        {
            case 0:
                _turnedAway = _random.Next(MostTurnedAway);
                return ("turned away", Fault.ServiceUnavailable);
            case 1 or 2:
                return ("answer lost", Fault.DropResponse);
            case 3:
                return ("answer broken off", Fault.Truncate);
            case 4:
                return ("request lost", Fault.DropRequest);
            case < 30 when operation is Operation.Submit or Operation.Status:
                return ("said to run", operation == Operation.Status && _random.Next(2) == 0 ? Fault.PendingAs429 : Fault.Pending);
            case < 35 when _sinceExpiry > RequestsBetweenExpiries:
                _sinceExpiry = 0;
                return ("token expired", Fault.TokenExpired);
            default:
                return ("", Fault.None);
        }
    }
}
