namespace Podcast.LocalAws.Scheduler.Expressions;

/// <summary>The names that stand for numbers; the first is 1.</summary>
internal static class CronNames
{
    public static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

    public static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
}
