using Podcast.LocalAws.CloudFront.Functions.Program;

namespace Podcast.Tests.Unit.LocalAws.CloudFront.Functions;

public sealed class FunctionProgramTests
{
    [Theory]
    [InlineData("for (const a of [1]) {}", "for...of")]
    [InlineData("class A {}", "classes")]
    [InlineData("const a = class {};", "classes")]
    [InlineData("const { a } = { a: 1 };", "destructuring")]
    [InlineData("const [a] = [1];", "destructuring")]
    [InlineData("function f({ a }) {}", "destructuring")]
    [InlineData("const a = [...[1]];", "spread")]
    [InlineData("const a = { ...{} };", "spread")]
    [InlineData("Math.max(...[1]);", "spread")]
    [InlineData("function f(a = 1) {}", "default parameters")]
    [InlineData("const f = (a = 1) => a;", "default parameters")]
    [InlineData("function* f() {}", "generator")]
    [InlineData("const a = {}; a?.b;", "?.")]
    [InlineData("let a = 1; a ||= 2;", "logical assignment")]
    [InlineData("let a = 1; a ??= 2;", "logical assignment")]
    [InlineData("String.raw`a`;", "tagged templates")]
    [InlineData("const a = 10n;", "BigInt")]
    [InlineData("function f() { import('crypto'); }", "import()")]
    [InlineData("try { } catch { }", "catch without a parameter")]
    [InlineData("const a = /a/s;", "flag s")]
    [InlineData("const a = /a/u;", "flag u")]
    [InlineData("[1].map(async (a) => a);", "async")]
    public void Load_UnsupportedSyntax_NamesLineAndConstruct(string code, string construct)
    {
        var error = Assert.Throws<FunctionLoadException>(() => FunctionProgram.Load("f", "// first line\n" + code));

        Assert.StartsWith("Line 2: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(construct, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("export function handler() {}")]
    [InlineData("await 1;")]
    [InlineData("return 1;")]
    [InlineData("var a = ;")]
    [InlineData("with ({}) {}")]
    [InlineData("var a = 010;")]
    public void Load_InvalidCode_NamesLine(string code)
    {
        var error = Assert.Throws<FunctionLoadException>(() => FunctionProgram.Load("f", "\n" + code));

        Assert.StartsWith("Line 2: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("const f = (...rest) => rest.length;")]
    [InlineData("const a = `one ${1 + `two ${2}`}\nthree`;")]
    [InlineData("const f = async (a) => a;")]
    [InlineData("const a = { b() { return 1; }, ['c' + 1]: 2, get d() { return 3; } };")]
    [InlineData("label: for (var i = 0; i < 2; i++) { continue label; }")]
    [InlineData("const a = 2 ** 3 + 1_000; a.toFixed();")]
    [InlineData("const a = /(?<year>\\d{4})/gimy;")]
    [InlineData("var a = 1; for (var b in {}) {} switch (a) { case 1: break; default: }")]
    [InlineData("async function f() { return await g(); } async function g() { return 1; }")]
    public void Load_SupportedSyntax_IsAccepted(string code) => FunctionProgram.Load("f", code);

    [Theory]
    [InlineData("const a = null ?? 1;", "the operator ??")]
    [InlineData("const a = /(?<!a)b/;", "look-behind")]
    [InlineData("function f() { return async () => 1; }", "an async function inside another")]
    [InlineData("import cf from 'cloudfront';", "import")]
    public void Load_UndocumentedButReliedUpon_IsAcceptedWithAWarning(string code, string feature)
    {
        var program = FunctionProgram.Load("f", "var first;\n" + code);

        var warning = Assert.Single(program.Warnings);
        Assert.StartsWith($"Line 2: {feature}", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_MemberThatTheModuleLacks_IsRefusedByName()
    {
        var error = Assert.Throws<FunctionLoadException>(() => FunctionProgram.Load("f", "import cf from 'cloudfront';\nfunction handler(event) { cf.originMetadata.get(); }"));

        Assert.StartsWith("Line 2: the module cloudfront has no originMetadata", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import { kvs } from 'cloudfront';", "import name from 'cloudfront'")]
    [InlineData("import * as cf from 'cloudfront';", "import name from 'cloudfront'")]
    [InlineData("import fs from 'fs';", "Cannot load module \"fs\"")]
    public void Load_UnsupportedImport_IsRefused(string code, string reason)
    {
        var error = Assert.Throws<FunctionLoadException>(() => FunctionProgram.Load("f", code));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_CodeOverTenKilobytes_IsRefused()
    {
        FunctionProgram.Load("f", "//" + new string('x', 10_238));

        var error = Assert.Throws<FunctionLoadException>(() => FunctionProgram.Load("f", "//" + new string('x', 10_239)));

        Assert.Contains("10241 bytes", error.Message, StringComparison.Ordinal);
    }
}
