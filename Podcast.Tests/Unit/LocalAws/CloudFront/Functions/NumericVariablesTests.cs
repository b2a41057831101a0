namespace Podcast.Tests.Unit.LocalAws.CloudFront.Functions;

/// <summary>An index that is always a number is looked up without a check; whatever else could be a name is checked.</summary>
public sealed class NumericVariablesTests
{
    [Theory]
    [InlineData("(function () { let sum = 0; for (let i = 0; i < 3; i++) { sum += [1, 2, 3][i]; } return sum; })()", "6")]
    [InlineData("(function () { let i = 0; i = 'fl' + 'at'; return [1][i]; })()", "undefined")]
    [InlineData("(function () { let i = 0; i += 'flat'; return [1][i]; })()", "undefined")]
    [InlineData("(function (i) { return [1][i]; })('fl' + 'at') + (function () { let i = 0; return i; })()", "NaN")]
    [InlineData("(function () { for (let i = 0; i < 1; i++) {} for (const i in { flat: 1 }) { return [1][i]; } })()", "undefined")]
    [InlineData("(function () { let i = 0; try { throw 'flat'; } catch (i) { return [1][i]; } })()", "undefined")]
    public void Index_OfAVariable_FindsNoRemovedMember(string expression, string result) => Assert.Equal(result, FunctionHarness.Evaluate(expression));
}
