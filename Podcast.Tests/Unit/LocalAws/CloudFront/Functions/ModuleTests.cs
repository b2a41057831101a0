using static Podcast.Tests.Unit.LocalAws.CloudFront.Functions.FunctionHarness;

namespace Podcast.Tests.Unit.LocalAws.CloudFront.Functions;

public sealed class ModuleTests
{
    [Theory]
    [InlineData("crypto.createHash('sha256').update('abc').digest('hex')", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("crypto.createHash('sha1').update('a').update('bc').digest('hex')", "a9993e364706816aba3e25717850c26c9cd0d89d")]
    [InlineData("crypto.createHash('md5').update(Buffer.from('abc')).digest('base64')", "kAFQmDzST7DWlj99KOF/cg==")]
    [InlineData("crypto.createHmac('sha256', 'key').update('The quick brown fox jumps over the lazy dog').digest('base64url')", "97yD9DBThCSxMpjmqm-xQ-9NWaFJRhdZl0edvC0aPNg")]
    [InlineData("crypto.createHmac('sha256', Buffer.from('key')).update('a').digest().length", "32")]
    [InlineData("Buffer.isBuffer(crypto.createHash('md5').update('').digest())", "true")]
    [InlineData("crypto.createHash('sha512')", "threw TypeError: not supported algorithm: \"sha512\"")]
    [InlineData("crypto.createHash('md5').update(1)", "threw TypeError: data is not a string or Buffer-like object")]
    [InlineData("crypto.createHash('md5').digest('latin1')", "threw TypeError: Unknown digest encoding: \"latin1\"")]
    [InlineData("(function () { const h = crypto.createHash('md5'); h.digest(); return h.digest(); })()", "threw TypeError: Digest already called")]
    [InlineData("typeof crypto.randomBytes", "undefined")]
    [InlineData("typeof crypto.timingSafeEqual", "undefined")]
    public void Crypto_Call_BehavesAsTheRuntime(string expression, string expected)
    {
        Assert.Equal(expected, Evaluate(expression, "const crypto = require('crypto');"));
        Assert.Equal(expected, Evaluate(expression, "import crypto from 'crypto';"));
    }

    [Theory]
    [InlineData("JSON.stringify(qs.parse('name=value&abc=xyz&abc=123'))", """{"name":"value","abc":["xyz","123"]}""")]
    [InlineData("JSON.stringify(qs.parse('a=1;b=2', ';'))", """{"a":"1","b":"2"}""")]
    [InlineData("JSON.stringify(qs.parse('a:1', '&', ':'))", """{"a":"1"}""")]
    [InlineData("JSON.stringify(qs.parse('a=1&b=2', null, null, { maxKeys: 1 }))", """{"a":"1"}""")]
    [InlineData("qs.parse('a=%C3%A9+%zz').a", "é %zz")]
    [InlineData("JSON.stringify(qs.decode(''))", "{}")]
    [InlineData("qs.stringify({ name: 'value', abc: ['xyz', '123'], anotherName: '' })", "name=value&abc=xyz&abc=123&anotherName=")]
    [InlineData("qs.encode({ a: 'é &' })", "a=%C3%A9%20%26")]
    [InlineData("qs.escape('a b') + qs.unescape('a%20b')", "a%20ba b")]
    public void QueryString_Call_BehavesAsTheRuntime(string expression, string expected) =>
        Assert.Equal(expected, Evaluate(expression, "const qs = require('querystring');"));

    [Theory]
    [InlineData("Buffer.from('héllo').toString('hex')", "68c3a96c6c6f")]
    [InlineData("Buffer.from('aGk', 'base64url').toString()", "hi")]
    [InlineData("Buffer.from('6869zz', 'hex').toString()", "hi")]
    [InlineData("Buffer.from([104, 361]).toString()", "hi")]
    [InlineData("Buffer.from(Buffer.from('hi')).toString('base64')", "aGk=")]
    [InlineData("Buffer.from(new Uint8Array([1, 2, 3]).buffer, 1, 2).toJSON().data", "2,3")]
    [InlineData("Buffer.from({ type: 'Buffer', data: [104, 105] }).toString()", "hi")]
    [InlineData("Buffer.from(new String('hi')).toString()", "hi")]
    [InlineData("Buffer.alloc(3, 'ab').toString()", "aba")]
    [InlineData("Buffer.alloc(2, 65)", "AA")]
    [InlineData("Buffer.byteLength('é') + Buffer.allocUnsafe(4).length", "6")]
    [InlineData("Buffer.compare(Buffer.from('a'), Buffer.from('b'))", "-1")]
    [InlineData("Buffer.concat([Buffer.from('a'), Buffer.from('bc')], 2).toString()", "ab")]
    [InlineData("Buffer.isEncoding('base64url') && !Buffer.isEncoding('latin1')", "true")]
    [InlineData("Buffer.isBuffer(new Uint8Array(1))", "false")]
    [InlineData("Buffer.from('a') instanceof Uint8Array && Buffer.from('a') instanceof Buffer", "true")]
    [InlineData("Buffer.from('abc').equals(Buffer.from('abc'))", "true")]
    [InlineData("Buffer.from('abcabc').indexOf('c') + Buffer.from('abcabc').lastIndexOf('c')", "7")]
    [InlineData("Buffer.from('abc').includes(98)", "true")]
    [InlineData("Buffer.from('abcdef').subarray(1, -1).toString()", "bcde")]
    [InlineData("Buffer.from([1, 2, 3, 4]).swap16().toJSON().data", "2,1,4,3")]
    [InlineData("Buffer.from([1, 2]).readUInt16BE(0) + Buffer.from([1, 2]).readUInt16LE(0)", "771")]
    [InlineData("Buffer.from([255, 255, 255]).readIntBE(0, 3)", "-1")]
    [InlineData("(function () { const b = Buffer.alloc(8); b.writeDoubleBE(1.5, 0); return b.readDoubleBE(0); })()", "1.5")]
    [InlineData("(function () { const b = Buffer.alloc(4); return b.writeInt32LE(-2, 0) + b.toString('hex'); })()", "4feffffff")]
    [InlineData("Buffer.alloc(1).writeUInt8(256, 0)", "threw RangeError: value is out of range")]
    [InlineData("Buffer.alloc(1).readUInt16LE(0)", "threw RangeError: index is out of bounds")]
    [InlineData("(function () { const b = Buffer.alloc(3); return b.write('aé') + b.toString('hex'); })()", "361c3a9")]
    [InlineData("(function () { const b = Buffer.alloc(2); return b.write('aé'); })()", "1")]
    [InlineData("(function () { const b = Buffer.from('hi'); b[0] = 72; return b.toString(); })()", "Hi")]
    [InlineData("(function () { const b = Buffer.from('abc'); b.subarray(1)[0] = 65; return b.toString(); })()", "aAc")]
    [InlineData("(function () { const b = Buffer.alloc(3); return Buffer.from('abc').copy(b, 1) + b.toString('hex'); })()", "2006162")]
    [InlineData("JSON.parse(Buffer.from('{\"a\":1}')).a", "1")]
    [InlineData("Buffer.from('a', 'latin1')", "threw TypeError: \"latin1\" encoding is not supported")]
    [InlineData("Buffer.from(1)", "threw TypeError: first argument is not a string or Buffer-like object")]
    public void Buffer_Call_BehavesAsTheRuntime(string expression, string expected)
    {
        Assert.Equal(expected, Evaluate(expression));
        Assert.Equal(expected, Evaluate(expression, "const unused = require('buffer').Buffer;"));
    }

    [Theory]
    [InlineData("fs")]
    [InlineData("cloudfront")]
    public void Require_UnknownModule_Throws(string name) =>
        Assert.Equal($"threw Error: Cannot load module \"{name}\"", Evaluate($"require('{name}')"));

    [Fact]
    public void ConsoleLog_Values_AreCapturedOneArgumentEach()
    {
        var result = Run("""
            function handler(event) {
                console.log('first', 'not this');
                console.log({ a: [1] });
                console.log(new Error('oh'));
                return event.request;
            }
            """);

        Assert.Equal(["first", """{"a":[1]}""", "Error: oh"], result.Logs);
    }

    [Fact]
    public void ConsoleLog_OverTenKilobytes_IsCutOff()
    {
        var result = Run("function handler(event) { for (var i = 0; i < 30; i++) { console.log('x'.repeat(1000)); } return event.request; }");

        Assert.Equal(10 * 1024, result.Logs.Sum(line => line.Length));
    }
}
