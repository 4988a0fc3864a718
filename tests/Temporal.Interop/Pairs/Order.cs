namespace Temporal.Interop.Pairs;

public sealed record Order(string Item, int Count);

public sealed record Receipt(string Item, int Total, string ApprovedBy);
