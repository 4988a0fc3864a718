using System.Diagnostics.Metrics;

namespace Temporal.Benchmarks;

/// <summary>Counts the commits of the server in this process that waited for the disk.</summary>
internal sealed class Flushes : IDisposable
{
    private readonly MeterListener listener = new();
    private long count;

    public Flushes()
    {
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Name == "temporal.server.commits")
                own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, commits, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (tag is { Key: "flushed", Value: true })
                    Interlocked.Add(ref count, commits);
            }
        });
        listener.Start();
    }

    public long Count => Interlocked.Read(ref count);

    public void Dispose() => listener.Dispose();
}
