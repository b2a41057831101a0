namespace Podcast.LocalAws.Host.TemplateChecks;

/// <summary>One kind of mistake that a template can have although CloudFormation would take it.</summary>
internal interface ITemplateRule
{
    IEnumerable<TemplateFinding> Check(CheckedStack stack);
}
