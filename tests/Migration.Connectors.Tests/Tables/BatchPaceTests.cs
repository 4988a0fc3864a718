using Migration.Connectors.Rows;
using Migration.Connectors.Tables;

namespace Migration.Connectors.Tests.Tables;

public class BatchPaceTests
{
    private const long Megabyte = 1024 * 1024;

    private static readonly BatchLimits Most = new(100_000, 64 * Megabyte);
    private static readonly TimeSpan Quick = BatchPace.Aim / 10;

    [Fact]
    public void First_Batch_IsNoLargerThanThePlanAllows()
    {
        Assert.Equal(new BatchLimits(10_000, 16 * Megabyte), new BatchPace(Most, before: null).Next);
        Assert.Equal(new BatchLimits(50, Megabyte), new BatchPace(new BatchLimits(50, Megabyte), before: null).Next);
    }

    [Fact]
    public void Limits_OfTheSliceBefore_AreTakenUpWithinThePlan()
    {
        Assert.Equal(new BatchLimits(300, Megabyte), new BatchPace(Most, new BatchLimits(300, Megabyte)).Next);
        Assert.Equal(Most, new BatchPace(Most, new BatchLimits(int.MaxValue, long.MaxValue)).Next);
        Assert.Equal(new BatchLimits(1, BatchLimits.LeastBytes), new BatchPace(Most, new BatchLimits(0, 0)).Next);
    }

    [Fact]
    public void QuickBatches_OfAWholeWindow_GrowByHalf()
    {
        var pace = new BatchPace(Most, before: null);

        Commit(pace, 9, Quick);
        Assert.Equal(10_000, pace.Next.Rows);
        Commit(pace, 1, Quick);

        Assert.Equal(new BatchLimits(15_000, 24 * Megabyte), pace.Next);
    }

    [Fact]
    public void QuickBatches_WithoutEnd_StopAtWhatThePlanAllows()
    {
        var pace = new BatchPace(Most, before: null);

        Commit(pace, 200, Quick);

        Assert.Equal(Most, pace.Next);
    }

    [Fact]
    public void VerySlowBatch_Alone_ShrinksTheNextAtOnce()
    {
        var pace = new BatchPace(Most, before: null);

        Commit(pace, 1, BatchPace.Aim * 2.5);

        Assert.Equal(4_000, pace.Next.Rows);
        Commit(pace, 1, BatchPace.Aim * 100);
        Assert.Equal(1_000, pace.Next.Rows);
    }

    [Fact]
    public void SlowBatch_AmongNineQuickOnes_ChangesNothingForTheWorse()
    {
        var pace = new BatchPace(Most, before: null);

        Commit(pace, 1, BatchPace.Aim * 1.5);
        Commit(pace, 9, Quick);

        Assert.Equal(15_000, pace.Next.Rows);
    }

    [Fact]
    public void SlowBatches_TwoOfTen_ShrinkToTheAim()
    {
        var pace = new BatchPace(Most, before: null);

        Commit(pace, 8, Quick);
        Commit(pace, 2, BatchPace.Aim * 1.25);

        Assert.Equal(8_000, pace.Next.Rows);
    }

    [Fact]
    public void Batches_NearTheAim_KeepTheirSize()
    {
        var pace = new BatchPace(Most, before: null);

        Commit(pace, 50, BatchPace.Aim * 0.9);

        Assert.Equal(10_000, pace.Next.Rows);
    }

    [Fact]
    public void Aim_OfTheTarget_TakesThePlaceOfTheUsual()
    {
        var pace = new BatchPace(Most, before: null, TimeSpan.FromSeconds(10));

        Commit(pace, 10, BatchPace.Aim * 10);
        Assert.Equal(15_000, pace.Next.Rows);
        Commit(pace, 1, TimeSpan.FromSeconds(25));
        Assert.Equal(6_000, pace.Next.Rows);
    }

    private static void Commit(BatchPace pace, int batches, TimeSpan took)
    {
        for (var i = 0; i < batches; i++)
            pace.Committed(took);
    }
}
