namespace Podcast.LocalAws.Template.Checks;

/// <summary>One kind of mistake that a template can have although CloudFormation would take it.</summary>
internal interface ITemplateRule
{
    IEnumerable<TemplateFinding> Check(CheckedStack stack);
}
