using Migration.Cli;
using Migration.Cli.Session;

using var termination = new Termination();
return await CommandLineProgram.RunAsync(args, CliEnvironment.OfProcess(), termination.Token);
