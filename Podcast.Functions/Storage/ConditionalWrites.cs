using System.Buffers.Text;
using System.Security.Cryptography;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.Storage;

/// <summary>
/// Conditional writes that recognise their own earlier success. The SDK repeats a write whose response is late or lost, and the repetition finds its
/// condition broken by the first attempt; so each write leaves an id of its own in the item, and the item that breaks the condition shows it.
/// </summary>
internal sealed class ConditionalWrites(IAmazonDynamoDB dynamoDb)
{
    /// <summary>The attribute with the id of the item's last conditional write.</summary>
    public const string Attribute = "writeId";

    private const string Name = "#writeId";
    private const string Value = ":writeId";
    private const string Set = "SET ";
    private const int IdBytes = 9;

    /// <returns>False when the condition does not hold.</returns>
    public async Task<bool> TryPutAsync(PutItemRequest request, CancellationToken cancellationToken)
    {
        var id = CreateId();
        request.Item[Attribute] = Text(id);
        request.ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD;
        try
        {
            await dynamoDb.PutItemAsync(request, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ConditionalCheckFailedException failed)
        {
            return IsWrittenBy(id, failed.Item);
        }
    }

    /// <param name="request">Its update expression begins with <c>SET</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>False when the condition does not hold.</returns>
    public async Task<bool> TryUpdateAsync(UpdateItemRequest request, CancellationToken cancellationToken)
    {
        var id = CreateId();
        (request.UpdateExpression, request.ExpressionAttributeNames, request.ExpressionAttributeValues) =
            WithId(request.UpdateExpression, request.ExpressionAttributeNames, request.ExpressionAttributeValues, id);
        request.ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD;
        try
        {
            await dynamoDb.UpdateItemAsync(request, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ConditionalCheckFailedException failed)
        {
            return IsWrittenBy(id, failed.Item);
        }
    }

    /// <returns>False when the condition does not hold and the item is still there; true when it is gone, no matter who deleted it.</returns>
    public async Task<bool> TryDeleteAsync(DeleteItemRequest request, CancellationToken cancellationToken)
    {
        request.ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD;
        try
        {
            await dynamoDb.DeleteItemAsync(request, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ConditionalCheckFailedException failed)
        {
            return failed.Item is not { Count: > 0 };
        }
    }

    /// <summary>Writes all items or none. DynamoDB itself recognises a repetition for ten minutes by the token that the SDK sends.</summary>
    /// <exception cref="TransactionCanceledException">It was cancelled for another reason than a condition or a concurrent write.</exception>
    public async Task<TransactionResult> TryWriteAsync(List<TransactWriteItem> items, CancellationToken cancellationToken)
    {
        var id = CreateId();
        foreach (var item in items)
        {
            if (item.Put is { } put)
            {
                put.Item[Attribute] = Text(id);
                put.ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD;
            }
            else if (item.Update is { } update)
            {
                (update.UpdateExpression, update.ExpressionAttributeNames, update.ExpressionAttributeValues) =
                    WithId(update.UpdateExpression, update.ExpressionAttributeNames, update.ExpressionAttributeValues, id);
                update.ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD;
            }
        }

        try
        {
            await dynamoDb.TransactWriteItemsAsync(
                new TransactWriteItemsRequest { TransactItems = items, ClientRequestToken = id }, cancellationToken).ConfigureAwait(false);
            return TransactionResult.Written;
        }
        catch (TransactionCanceledException canceled) when (TransactionResult.Read(canceled) is { } refused)
        {
            return canceled.CancellationReasons.Exists(reason => IsWrittenBy(id, reason.Item)) ? TransactionResult.Written : refused;
        }
    }

    private static (string Expression, Dictionary<string, string> Names, Dictionary<string, AttributeValue> Values) WithId(
        string expression, Dictionary<string, string>? names, Dictionary<string, AttributeValue>? values, string id) =>
        expression.StartsWith(Set, StringComparison.Ordinal)
            ? ($"{Set}{Name} = {Value}, {expression[Set.Length..]}", new(names ?? []) { [Name] = Attribute }, new(values ?? []) { [Value] = Text(id) })
            : throw new ArgumentException($"An update expression has to begin with '{Set}'.", nameof(expression));

    private static bool IsWrittenBy(string id, Dictionary<string, AttributeValue>? item) =>
        item is not null && item.TryGetValue(Attribute, out var value) && value.S == id;

    private static string CreateId() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes));
}
