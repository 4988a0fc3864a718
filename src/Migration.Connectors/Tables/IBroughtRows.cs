namespace Migration.Connectors.Tables;

/// <summary>Rows that a target has taken ahead of the commit that makes them part of its table.</summary>
public interface IBroughtRows
{
    /// <summary>They are not on their way: they wait for more of their kind, or for <see cref="ITableTarget.BringRestAsync"/>.</summary>
    bool IsHeld { get; }

    /// <summary>Ends when a commit finds them; fails where they did not get there.</summary>
    Task Arrived { get; }
}
