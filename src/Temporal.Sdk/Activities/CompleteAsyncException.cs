using Temporalio.Exceptions;

namespace Temporalio.Activities;

/// <summary>Thrown by an activity that somebody else will complete later, through an async activity handle.</summary>
public class CompleteAsyncException : TemporalException;
