namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>An alarm needs an action that can notify its topic.</summary>
internal sealed class AlarmRule : ITemplateRule
{
    public IEnumerable<TemplateFinding> Check(CheckedStack stack)
    {
        var reported = new HashSet<string>(StringComparer.Ordinal);
        foreach (var alarm in stack.OfType("AWS::CloudWatch::Alarm"))
        {
            var topics = CheckedStack.Texts(alarm.Properties["AlarmActions"]).ToList();
            if (topics.Count == 0)
            {
                yield return TemplateFinding.Warning($"{alarm.LogicalId}.AlarmActions", "The alarm has no action.");
            }

            var sender = stack.Authorization.Service("cloudwatch.amazonaws.com", alarm.GetAtt("Arn"));
            foreach (var topic in topics.Where(topic => topic.Contains(":sns:", StringComparison.Ordinal)))
            {
                // Once per topic: one missing permission silences all of its alarms.
                if (Destinations.Refusal(stack, sender, topic) is { } refusal && reported.Add(topic))
                {
                    yield return TemplateFinding.Error($"{alarm.LogicalId}.AlarmActions", $"The alarm cannot notify its topic. {refusal}");
                }
            }
        }
    }
}
