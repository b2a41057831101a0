using static Podcast.Tests.Unit.LocalAws.CloudFront.Functions.FunctionHarness;

namespace Podcast.Tests.Unit.LocalAws.CloudFront.Functions;

public sealed class RuntimeSurfaceTests
{
    [Theory]
    [InlineData("Map")]
    [InlineData("Set")]
    [InlineData("WeakMap")]
    [InlineData("Proxy")]
    [InlineData("Reflect")]
    [InlineData("BigInt")]
    [InlineData("Intl")]
    [InlineData("URL")]
    [InlineData("fetch")]
    [InlineData("setTimeout")]
    [InlineData("setImmediate")]
    [InlineData("clearTimeout")]
    [InlineData("structuredClone")]
    [InlineData("process")]
    [InlineData("escape")]
    [InlineData("Temporal")]
    [InlineData("WeakRef")]
    public void Global_NotInTheRuntime_IsUndefined(string name) => Assert.Equal("undefined", Evaluate($"typeof {name}"));

    [Theory]
    [InlineData("[1].flat")]
    [InlineData("[1].flatMap")]
    [InlineData("[1].at")]
    [InlineData("[1].entries")]
    [InlineData("[1].keys")]
    [InlineData("[1].values")]
    [InlineData("[1].findLast")]
    [InlineData("[1].toSorted")]
    [InlineData("''.at")]
    [InlineData("''.matchAll")]
    [InlineData("''.normalize")]
    [InlineData("''.localeCompare")]
    [InlineData("Object.fromEntries")]
    [InlineData("Object.hasOwn")]
    [InlineData("Object.groupBy")]
    [InlineData("Promise.withResolvers")]
    [InlineData("new Uint8Array(1).at")]
    [InlineData("Uint8Array.fromBase64")]
    [InlineData("console.error")]
    public void Member_NotInTheRuntime_IsUndefined(string expression) => Assert.Equal("undefined", Evaluate($"typeof {expression}"));

    [Theory]
    [InlineData("Array.from('abc').length", "3")]
    [InlineData("Array.of(1, 2).includes(2)", "true")]
    [InlineData("Object.entries({ a: 1 })[0][0]", "a")]
    [InlineData("Object.values({ a: 1 })[0]", "1")]
    [InlineData("Object.assign({}, { a: 1 }).a", "1")]
    [InlineData("'a'.padStart(3, '0')", "00a")]
    [InlineData("'a-a'.replaceAll('a', 'b')", "b-b")]
    [InlineData("' a '.trimStart().trimEnd()", "a")]
    [InlineData("/(?<y>\\d+)/.exec('in 2026').groups.y", "2026")]
    [InlineData("Math.trunc(1.5) + Math.hypot(3, 4)", "6")]
    [InlineData("Number.isSafeInteger(2 ** 53)", "false")]
    [InlineData("new Uint8Array([1, 2, 3]).map(x => x * 2).join()", "2,4,6")]
    [InlineData("new DataView(new ArrayBuffer(4)).getUint16(0)", "0")]
    [InlineData("globalThis === global", "true")]
    [InlineData("new InternalError('x') instanceof Error && String(new InternalError('x'))", "InternalError: x")]
    [InlineData("Symbol.for('a') === Symbol.for('a')", "true")]
    [InlineData("(await Promise.all([1, Promise.resolve(2)])).length", "2")]
    [InlineData("(await Promise.any([Promise.reject(1), 2]))", "2")]
    [InlineData("(await Promise.allSettled([Promise.reject(1)]))[0].status", "rejected")]
    [InlineData("atob('aGk=') + btoa('hi')", "hiaGk=")]
    [InlineData("new TextDecoder().decode(new TextEncoder().encode('é'))", "é")]
    [InlineData("new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([255]))", "threw TypeError: The encoded data was not valid")]
    [InlineData("(function () { return this === undefined; })()", "true")]
    public void Member_InTheRuntime_Works(string expression, string expected) => Assert.Equal(expected, Evaluate(expression));

    [Theory]
    [InlineData("eval('1')")]
    [InlineData("new Function('return 1')()")]
    [InlineData("Function('return 1')()")]
    [InlineData("undeclared = 1")]
    public void Evaluation_Restricted_Throws(string expression) =>
        Assert.StartsWith("threw ", Evaluate(expression), StringComparison.Ordinal);

    [Fact]
    public void Date_WithinARun_StandsStill()
    {
        Assert.Equal("2026-03-04T05:06:07.890Z", Evaluate("new Date().toISOString()"));
        Assert.Equal("true", Evaluate("(function () { const a = Date.now(); for (var i = 0; i < 1000; i++) {} return a === Date.now(); })()"));
        Assert.Equal("0", Evaluate("new Date().getTimezoneOffset()"));
    }
}
