using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Migration.Cli.Hosting;
using Migration.Cli.Session;
using Temporal.EmbeddedServer;

namespace Migration.Cli.Commands.Server;

/// <summary>The options that open a server to other machines. The worker and the commands of a home know no key, so they need <c>--no-worker</c>.</summary>
internal sealed class ServerAccessOptions
{
    private const string Loopback = "127.0.0.1";

    private readonly Option<string?> _listen = new("--listen")
    {
        Description = "Address to listen on; any but a loopback one needs --api-key-file (default " + Loopback + ")",
        HelpName = "ADDRESS",
    };

    private readonly Option<string?> _apiKey = Path("--api-key-file", "File with the key that every call must carry");
    private readonly Option<string?> _certificate = Path("--tls-certificate", "PEM file of the server's certificate and its chain");
    private readonly Option<string?> _key = Path("--tls-key", "PEM file of the certificate's private key");
    private readonly Option<string?> _clientRoots = Path("--tls-client-ca", "PEM file of the roots that clients' certificates must come from");

    public void AddTo(Command command, Option<bool> noWorker)
    {
        command.With(_listen, _apiKey, _certificate, _key, _clientRoots);
        command.Validators.Add(result =>
        {
            foreach (var problem in Problems(result, noWorker))
                result.AddError(problem);
        });
    }

    public ServerAccess Read(CliSession session) => new(
        IPAddress.Parse(session.Get(_listen) ?? Loopback),
        session.Get(_apiKey) is { } file ? File.ReadAllText(file).Trim() : null,
        session.Get(_certificate) is { } certificate
            ? new ServerTlsOptions
            {
                Certificate = File.ReadAllText(certificate),
                PrivateKey = File.ReadAllText(session.Get(_key)!),
                ClientRoots = session.Get(_clientRoots) is { } roots ? File.ReadAllText(roots) : null,
            }
            : null);

    private static Option<string?> Path(string name, string description) => new(name) { Description = description, HelpName = "FILE" };

    private IEnumerable<string> Problems(CommandResult result, Option<bool> noWorker)
    {
        bool Has(Option option) => result.GetResult(option) is not null;
        if (!result.GetValue(noWorker) && (Has(_listen) || Has(_apiKey) || Has(_certificate) || Has(_key) || Has(_clientRoots)))
            yield return "--listen, --api-key-file and --tls-… need --no-worker: workers and commands then reach the server as a cluster, by the configuration.";
        if (!IPAddress.TryParse(result.GetValue(_listen) ?? Loopback, out var address))
            yield return $"'{result.GetValue(_listen)}' is no address for --listen: write it like 0.0.0.0 or 192.168.1.5.";
        else if (!IPAddress.IsLoopback(address) && !Has(_apiKey))
            yield return $"--listen {address} needs --api-key-file, because other machines can reach the server there.";
        if (Has(_certificate) != Has(_key))
            yield return "--tls-certificate and --tls-key need each other.";
        if (Has(_clientRoots) && !Has(_certificate))
            yield return "--tls-client-ca needs --tls-certificate.";
    }
}
