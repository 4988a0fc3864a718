using System.CommandLine;

namespace Migration.Cli.Session;

/// <summary>Puts a command together in one expression.</summary>
internal static class CommandBuilding
{
    public static Command With(this Command command, params Symbol[] parts)
    {
        foreach (var part in parts)
        {
            if (part is Argument argument)
                command.Arguments.Add(argument);
            else
                command.Options.Add((Option)part);
        }
        return command;
    }
}
