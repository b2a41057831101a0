namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>An alarm is for somebody.</summary>
internal sealed class AlarmRule : ITemplateRule
{
    public IEnumerable<TemplateFinding> Check(CheckedStack stack)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var alarm in stack.OfType("AWS::CloudWatch::Alarm"))
        {
            var topics = CheckedStack.Texts(alarm.Properties["AlarmActions"]).ToList();
            if (topics.Count == 0)
            {
                yield return TemplateFinding.Warning($"{alarm.LogicalId}.AlarmActions", "The alarm tells nobody.");
            }

            var sender = stack.Authorization.Service("cloudwatch.amazonaws.com", alarm.GetAtt("Arn"));
            foreach (var topic in topics.Where(topic => topic.Contains(":sns:", StringComparison.Ordinal)))
            {
                // Once per topic: one missing permission silences all of its alarms.
                if (Destinations.Refusal(stack, sender, topic) is { } refusal && told.Add(topic))
                {
                    yield return TemplateFinding.Error($"{alarm.LogicalId}.AlarmActions", $"The alarm would reach nobody. {refusal}");
                }
            }
        }
    }
}
