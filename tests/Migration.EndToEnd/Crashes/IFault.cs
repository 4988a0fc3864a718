namespace Migration.EndToEnd.Crashes;

/// <summary>Something that happens to a migration and must change nothing of its outcome.</summary>
internal interface IFault
{
    /// <summary>For the tally.</summary>
    string Name { get; }

    void Strike(Random random);
}
