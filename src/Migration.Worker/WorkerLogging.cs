using System.Globalization;
using Microsoft.Extensions.Logging;
using Migration.Activities;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace Migration.Worker;

/// <summary>Logs of a worker: readable on a terminal, JSON in a rolling file; execution and table stand on every line they concern.</summary>
public static class WorkerLogging
{
    private const string Line = "{Timestamp:HH:mm:ss} {Level:u3} {ExecutionId} {Table} {Message:lj}{NewLine}{Exception}";
    private const int FilesKept = 14;
    private const long FileBytes = 64L * 1024 * 1024;

    public static ILoggingBuilder AddMigrationLogging(this ILoggingBuilder logging, WorkerLogOptions options) =>
        logging.ClearProviders().AddSerilog(Create(options), dispose: true);

    private static Logger Create(WorkerLogOptions options)
    {
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Is(options.Verbose ? LogEventLevel.Debug : LogEventLevel.Information)
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override(BatchLog.Category, LogEventLevel.Debug)
            .Enrich.FromLogContext();
        if (options.Console)
            configuration.WriteTo.Console(outputTemplate: Line, formatProvider: CultureInfo.InvariantCulture);
        if (options.Folder is { } folder)
        {
            configuration.WriteTo.File(
                new JsonFormatter(renderMessage: true),
                Path.Combine(folder, "worker-.json"),
                rollingInterval: RollingInterval.Day,
                rollOnFileSizeLimit: true,
                fileSizeLimitBytes: FileBytes,
                retainedFileCountLimit: FilesKept,
                shared: true);
        }

        return configuration.CreateLogger();
    }
}
