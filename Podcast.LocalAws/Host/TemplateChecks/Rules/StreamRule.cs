namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>A stream costs nothing and does nothing until something reads it.</summary>
internal sealed class StreamRule : ITemplateRule
{
    public IEnumerable<TemplateFinding> Check(CheckedStack stack)
    {
        var read = stack.OfType("AWS::Lambda::EventSourceMapping")
            .Where(mapping => mapping.Properties["Enabled"]?.ToString() is not ("false" or "False"))
            .Select(mapping => mapping.Properties["EventSourceArn"]?.ToString()).ToHashSet();
        return stack.OfType("AWS::DynamoDB::Table")
            .Where(table => table.Properties["StreamSpecification"] is not null && !read.Contains(table.GetAtt("StreamArn")))
            .Select(table => TemplateFinding.Warning(
                $"{table.LogicalId}.StreamSpecification", "Nothing reads the stream: no enabled AWS::Lambda::EventSourceMapping has it as its EventSourceArn, so changes are never processed."));
    }
}
