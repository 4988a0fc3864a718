using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Migration.Activities.Tests;

public sealed class MigrationMeterTests
{
    [Fact]
    public void Copied_Table_CountsRowsBytesAndBatches()
    {
        using var services = new ServiceCollection().AddMetrics().AddSingleton<MigrationMeter>().BuildServiceProvider();
        var measured = new Dictionary<string, long>(StringComparer.Ordinal);
        var meter = services.GetRequiredService<MigrationMeter>();
        var factory = services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == MigrationMeter.Name && instrument.Meter.Scope == factory)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => measured[instrument.Name] = value);
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => measured[instrument.Name] = value);
        listener.Start();

        meter.Copied("users", 10, 100, 2);
        meter.TableStarted();
        meter.Retried("CopyTable");

        Assert.Equal((10, 100, 2), (measured["migration.rows"], measured["migration.bytes"], measured["migration.batches"]));
        Assert.Equal((1, 1), (measured["migration.active_tables"], measured["migration.retries"]));
    }
}
