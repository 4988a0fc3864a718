using System.Globalization;
using Migration.Connectors.Warehouses;
using Migration.Core.Documents;
using Migration.Core.Plans;
using Migration.Core.Progress;

namespace Migration.Planning;

/// <summary>What a warehouse would cost.</summary>
/// <param name="Size">At which it would work.</param>
/// <param name="Credits">For the whole plan.</param>
public sealed record WarehouseEstimate(string Name, WarehouseSize Size, decimal CreditsPerHour, decimal Credits)
{
    /// <summary>The assumption in words, to be shown beside the credits.</summary>
    public string Assumption => string.Create(CultureInfo.InvariantCulture,
        $"warehouse {Name} in {EnumText.Of(Size)}, {CreditsPerHour:0.##} credits an hour from one start, a minute at least; its idling and other users are left out");

    /// <summary>It starts once and works as long as the copy takes.</summary>
    public static WarehouseEstimate Of(WarehouseOutline warehouse, WarehouseSize asked, TimeSpan time)
    {
        var rate = warehouse.CreditsPerHour(asked);
        var paid = time > WorkUsage.LeastPaid ? time : WorkUsage.LeastPaid;
        return new(warehouse.Name, asked == WarehouseSize.Unchanged ? warehouse.Size : asked, rate, Math.Round(rate * (decimal)paid.TotalHours, 4));
    }
}
