using Migration.Connectors.Rows;

namespace Migration.Connectors.Postgres.Values;

/// <summary>One of COPY's formats.</summary>
internal interface IRowEncoder
{
    /// <summary>Of the COPY statement.</summary>
    string Options { get; }

    void Begin(CopyInBuffer into);

    /// <summary>Takes the values of one row.</summary>
    void Encode(ref ValueReader values, CopyInBuffer into);

    void End(CopyInBuffer into);
}
