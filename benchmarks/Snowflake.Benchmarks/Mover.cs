using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Snowflake.Benchmarks;

/// <summary>The product in a process of its own, as a user runs it, with a folder for all that it writes.</summary>
internal sealed class Mover(string folder) : IDisposable
{
    private static readonly string s_program = Path.Combine(AppContext.BaseDirectory, "snowflake-deploy.dll");

    private Process? _host;

    /// <summary>Where its temporary files are.</summary>
    public string Temporary { get; } = Directory.CreateDirectory(Path.Combine(folder, "tmp")).FullName;

    /// <summary>The most memory that it had, in megabytes; what Linux says of the process.</summary>
    public double PeakMemory => File.ReadLines($"/proc/{_host!.Id}/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)) is var line
        ? double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1000 : 0;

    /// <summary>Ready on return.</summary>
    public async Task StartAsync()
    {
        _host = Launch("server", "run");
        var ready = await _host.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(await _host.StandardError.ReadToEndAsync());
        Console.Error.WriteLine($"  {ready}");
        _ = _host.StandardOutput.ReadToEndAsync();
        _ = _host.StandardError.ReadToEndAsync();
    }

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        _host!.Kill();
        _host.WaitForExit();
    }

    public async Task<JsonElement> AskAsync(params string[] arguments)
    {
        using var command = Launch([.. arguments, "--output", "json"]);
        var errors = command.StandardError.ReadToEndAsync();
        var output = await command.StandardOutput.ReadToEndAsync();
        await command.WaitForExitAsync();
        return command.ExitCode == 0 ? JsonDocument.Parse(output).RootElement : throw new InvalidOperationException($"{string.Join(' ', arguments)}: {output}{await errors}");
    }

    public void Dispose()
    {
        if (_host is { HasExited: false })
            Kill();
        _host?.Dispose();
    }

    private Process Launch(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [s_program, .. arguments]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SNOWFLAKE_DEPLOY_HOME"] = Path.Combine(folder, "home");
        start.Environment["TMPDIR"] = Temporary;
        return Process.Start(start)!;
    }
}
