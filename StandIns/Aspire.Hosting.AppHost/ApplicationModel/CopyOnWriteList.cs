using System.Collections;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A list that is read far more often than written: a write replaces the array, so a reader needs no lock.</summary>
internal sealed class CopyOnWriteList<T> : IList<T>
{
    private readonly Lock _write = new();
    private volatile T[] _items = [];

    public int Count => _items.Length;

    public bool IsReadOnly => false;

    public T this[int index]
    {
        get => _items[index];
        set => Change(items =>
        {
            T[] next = [.. items];
            next[index] = value;
            return next;
        });
    }

    public void Add(T item) => Change(items => [.. items, item]);

    public void Clear() => Change(_ => []);

    public void Insert(int index, T item) => Change(items => [.. items.Take(index), item, .. items.Skip(index)]);

    public void RemoveAt(int index) => Change(items => [.. items.Take(index), .. items.Skip(index + 1)]);

    public bool Remove(T item)
    {
        // The index is only right as long as nobody else writes.
        lock (_write)
        {
            var index = IndexOf(item);
            if (index >= 0)
            {
                RemoveAt(index);
            }

            return index >= 0;
        }
    }

    public bool Contains(T item) => IndexOf(item) >= 0;

    public void CopyTo(T[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

    public int IndexOf(T item) => Array.IndexOf(_items, item);

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Change(Func<T[], T[]> change)
    {
        lock (_write)
        {
            _items = change(_items);
        }
    }
}
