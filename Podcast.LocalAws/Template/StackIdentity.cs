using System.Security.Cryptography;
using System.Text;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Template;

/// <summary>Where a stack is deployed to, and the ids that follow from it. The same template always gets the same ids.</summary>
/// <param name="StackName">The stack's name.</param>
/// <param name="AccountId">Twelve digits.</param>
/// <param name="Region">Such as <c>us-east-1</c>.</param>
internal sealed record StackIdentity(string StackName, string AccountId, string Region)
{
    private const string LowerAlphanumeric = "abcdefghijklmnopqrstuvwxyz234567";
    private const string UpperAlphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The ARNs of the account.</summary>
    public AwsArns Arns => new(AccountId, Region);

    /// <summary>How often each resource has been replaced: a replacement has other ids than what it replaces.</summary>
    public IReadOnlyDictionary<string, int> Replacements { get; init; } = new Dictionary<string, int>();

    /// <summary>How many stacks of this name have been deleted before.</summary>
    public int Incarnation { get; init; }

    public string StackId => Arns.Stack(StackName, Uuid("AWS::StackId"));

    /// <summary>The name that CloudFormation makes up for a resource without one: stack, logical id and a suffix, within a length.</summary>
    public string GenerateName(string logicalId, int maxLength)
    {
        var suffix = UpperId(logicalId, 12);
        var name = $"{StackName}-{logicalId}";
        var room = maxLength - suffix.Length - 1;
        return $"{(name.Length <= room ? name : name[..room])}-{suffix}";
    }

    /// <summary>An id of lower-case letters and digits.</summary>
    public string LowerId(string logicalId, int length) => Encode(logicalId, length, LowerAlphanumeric);

    /// <summary>An id of upper-case letters and digits.</summary>
    public string UpperId(string logicalId, int length) => Encode(logicalId, length, UpperAlphanumeric);

    /// <summary>A UUID.</summary>
    public string Uuid(string logicalId)
    {
        var bytes = Hash(logicalId)[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    private string Encode(string logicalId, int length, string alphabet)
    {
        var hash = Hash(logicalId);
        return string.Create(length, (hash, alphabet), static (characters, state) =>
        {
            for (var i = 0; i < characters.Length; i++)
            {
                characters[i] = state.alphabet[state.hash[i] % state.alphabet.Length];
            }
        });
    }

    private byte[] Hash(string logicalId)
    {
        var replaced = Replacements.GetValueOrDefault(logicalId);
        var generation = Incarnation + replaced == 0 ? "" : $"/{Incarnation}/{replaced}";
        return SHA256.HashData(Encoding.UTF8.GetBytes($"{StackName}/{logicalId}{generation}"));
    }
}
