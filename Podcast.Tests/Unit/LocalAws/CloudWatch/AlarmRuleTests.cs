using Podcast.LocalAws.CloudWatch.Alarms;

namespace Podcast.Tests.Unit.LocalAws.CloudWatch;

/// <summary>
/// The tables of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html, row by row: 0 is within the threshold, X beyond it, - is missing,
/// the latest on the right.
/// </summary>
public sealed class AlarmRuleTests
{
    private static readonly string[] Treatments = [nameof(MissingData.Missing), nameof(MissingData.Ignore), nameof(MissingData.Breaching), nameof(MissingData.NotBreaching)];

    // Evaluation Periods and Datapoints to Alarm are both 3.
    public static TheoryData<string, string> ThreeOfThree => new()
    {
        { "0 - X - X", "OK OK OK OK" },
        { "0 - - - -", "OK OK OK OK" },
        { "- - - - -", "INSUFFICIENT_DATA retain ALARM OK" },
        { "0 X X - X", "ALARM ALARM ALARM ALARM" },
        { "- - X - -", "ALARM retain ALARM OK" },
        // The text on premature alarms: the next datapoint may be within the threshold.
        { "- - - - X", "INSUFFICIENT_DATA retain ALARM OK" },
        { "- - - X -", "INSUFFICIENT_DATA retain ALARM OK" },
    };

    // Datapoints to Alarm is 2.
    public static TheoryData<string, string> TwoOfThree => new()
    {
        { "0 - X - X", "ALARM ALARM ALARM ALARM" },
        { "0 0 X 0 X", "ALARM ALARM ALARM ALARM" },
        { "0 - X - -", "OK OK ALARM OK" },
        { "- - - - 0", "OK OK ALARM OK" },
        { "- - - X -", "ALARM retain ALARM OK" },
    };

    [Theory]
    [MemberData(nameof(ThreeOfThree))]
    public void Decide_ThreeOfThree_IsAsDocumented(string datapoints, string states) => AssertDecisions(datapoints, states, datapointsToAlarm: 3);

    [Theory]
    [MemberData(nameof(TwoOfThree))]
    public void Decide_TwoOfThree_IsAsDocumented(string datapoints, string states) => AssertDecisions(datapoints, states, datapointsToAlarm: 2);

    [Theory]
    // The graph of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html: three in a row are needed.
    [InlineData("0 0 0 0 X", "OK")]
    [InlineData("0 0 0 X X", "OK")]
    [InlineData("0 0 X X X", "ALARM")]
    [InlineData("X X X X 0", "OK")]
    [InlineData("0 0 0 X 0", "OK")]
    public void Decide_AllDatapointsThere_CountsTheLatest(string datapoints, string state) =>
        Assert.Equal(state, Decide(datapoints, new AlarmRule(3, 3, MissingData.Missing), AlarmState.Ok));

    private static void AssertDecisions(string datapoints, string states, int datapointsToAlarm)
    {
        foreach (var (treatment, expected) in Treatments.Zip(states.Split(' ')))
        {
            var rule = new AlarmRule(3, datapointsToAlarm, Enum.Parse<MissingData>(treatment));
            Assert.Equal(5, rule.EvaluationRange);
            foreach (var current in Enum.GetValues<AlarmState>())
            {
                Assert.Equal((treatment, expected == "retain" ? current.ToText() : expected), (treatment, Decide(datapoints, rule, current)));
            }
        }
    }

    private static string Decide(string datapoints, AlarmRule rule, AlarmState current) => rule.Decide(
        [.. datapoints.Split(' ').Select(point => point == "-" ? (bool?)null : point == "X")], current).ToText();
}
