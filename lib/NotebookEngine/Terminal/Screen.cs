using System.Text;

namespace NotebookEngine.Terminal;

/// <summary>Rows of letters and a cursor, as wide and as high as what is written.</summary>
internal sealed class Screen
{
    // Where the cursor may be set beyond the end of a row: a hostile text must not make it long at no cost.
    private const int Widest = 256;

    // And all such blanks together; after them letters stand at the end of their row.
    private const int MostBlanks = 1 << 20;

    private readonly List<List<int>> _rows = [[]];
    private int _blanks;
    private int _row;
    private int _column;

    private List<int> Row => _rows[_row];

    /// <summary>Writes a letter, or does what a control character says.</summary>
    public void Write(Rune letter)
    {
        switch (letter.Value)
        {
            case '\n':
                NextRow();
                break;
            case '\r':
                _column = 0;
                break;
            case '\b':
                _column = Math.Max(0, _column - 1);
                break;
            case '\t':
                Put('\t');
                break;
            case >= ' ' and not (>= 0x7f and <= 0x9f):
                Put(letter.Value);
                break;
        }
    }

    /// <summary>Moves the cursor or erases; orders that change neither, such as colours, are none.</summary>
    /// <param name="order">The last letter of the control sequence.</param>
    /// <param name="number">Its first number.</param>
    public void Obey(char order, int? number)
    {
        var count = Math.Max(1, number ?? 1);
        switch (order)
        {
            case 'A' or 'F':
                _row -= Math.Min(_row, count);
                MoveTo(order == 'F' ? 0 : _column);
                break;
            case 'B' or 'E':
                _row += Math.Min(_rows.Count - 1 - _row, count);
                MoveTo(order == 'E' ? 0 : _column);
                break;
            case 'C':
                MoveTo(_column + (long)count);
                break;
            case 'D':
                MoveTo(_column - (long)count);
                break;
            case 'G':
                MoveTo(count - 1L);
                break;
            case 'H' or 'f':
                (_row, _column) = (Math.Min(_rows.Count, count) - 1, 0);
                break;
            case 'J' when number is null or 0:
                _rows.RemoveRange(_row + 1, _rows.Count - _row - 1);
                EraseRight();
                break;
            case 'J' when number is 2 or 3:
                _rows.Clear();
                _rows.Add([]);
                (_row, _column) = (0, 0);
                break;
            case 'K' when number is null or 0:
                EraseRight();
                break;
            case 'K' when number is 2:
                Row.Clear();
                MoveTo(_column);
                break;
        }
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (i, row) in _rows.Index())
        {
            text.Append(i > 0 ? "\n" : "");
            foreach (var letter in row)
            {
                text.Append(new Rune(letter));
            }
        }

        return text.ToString();
    }

    private void Put(int letter)
    {
        while (Row.Count < _column && _blanks < MostBlanks)
        {
            Row.Add(' ');
            _blanks++;
        }

        _column = Math.Min(_column, Row.Count);

        if (_column < Row.Count)
        {
            Row[_column] = letter;
        }
        else
        {
            Row.Add(letter);
        }

        _column++;
    }

    private void NextRow()
    {
        _column = 0;
        if (++_row == _rows.Count)
        {
            _rows.Add([]);
        }
    }

    private void MoveTo(long column) => _column = (int)Math.Clamp(column, 0, Math.Max(Row.Count, Widest));

    private void EraseRight()
    {
        if (_column < Row.Count)
        {
            Row.RemoveRange(_column, Row.Count - _column);
        }
    }
}
