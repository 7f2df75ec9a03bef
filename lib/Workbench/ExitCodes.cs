namespace Workbench;

/// <summary>What the program ends with.</summary>
internal static class ExitCodes
{
    /// <summary>All went well.</summary>
    public const int Fine = 0;

    /// <summary>The work could not be done; the reason stands on one line of the error output.</summary>
    public const int Failed = 1;

    /// <summary>The command line could not be understood.</summary>
    public const int Usage = 2;

    /// <summary>Stopped by Ctrl-C or by the parent process.</summary>
    public const int Stopped = 130;
}
