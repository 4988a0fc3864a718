namespace Migration.Cli.Output;

/// <summary>For whom a command writes.</summary>
internal enum OutputFormat
{
    Text,
    Json,
}
