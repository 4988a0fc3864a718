namespace Temporalio.Exceptions;

/// <summary>Values attached to a failure.</summary>
public interface IFailureDetails
{
    int Count { get; }

    /// <summary>The value at an index; throws <see cref="ArgumentOutOfRangeException"/> beyond the last.</summary>
    T ElementAt<T>(int index);
}
