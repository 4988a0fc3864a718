namespace Migration.Connectors.Tables;

/// <summary>Rows that a target has taken ahead of the commit that makes them part of its table.</summary>
public interface IBroughtRows
{
    /// <summary>Ends when a commit finds them; fails where they did not get there.</summary>
    Task Arrived { get; }
}
