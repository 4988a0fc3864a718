using Migration.EndToEnd.Harness;

namespace Migration.EndToEnd.Crashes;

/// <summary>The processes that a migration needs, in one or in two, started again after each death.</summary>
internal sealed class Fleet(Deployment deployment, bool apart) : IFault
{
    private readonly List<HostProcess?> processes = [null, null];
    private string port = "0";

    public string Name => "kill of the product";

    /// <summary>Starts what is not running.</summary>
    public async Task EnsureAsync()
    {
        if (processes[0] is not { HasExited: false })
        {
            string[] words = ["server", "run", "--temporal-port", port, .. apart ? (string[])["--no-worker"] : []];
            processes[0] = await deployment.StartAsync(words);
            port = processes[0]!.Address.Split(':')[1];
        }

        if (apart && processes[1] is not { HasExited: false })
            processes[1] = await deployment.StartAsync("worker", "run");
    }

    /// <summary>kill -9 to one of the processes or to all of them. None may have ended by itself.</summary>
    public void Strike(Random random)
    {
        var chosen = apart ? random.Next(3) : 0;
        var victims = processes.OfType<HostProcess>().Where((_, place) => chosen == 2 || chosen == place).ToList();
        Assert.True(victims.ConvertAll(victim => victim.Kill()).TrueForAll(lived => lived), "a process had ended before it was killed");
    }
}
