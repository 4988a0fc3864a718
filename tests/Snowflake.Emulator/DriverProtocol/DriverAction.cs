namespace Snowflake.Emulator.DriverProtocol;

/// <summary>What a driver asks for.</summary>
internal enum DriverAction
{
    Login,
    Renew,
    Heartbeat,
    Close,
    Query,
    Abort,
    Result,
    Monitor,
}
