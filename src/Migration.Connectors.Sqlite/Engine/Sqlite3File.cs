using System.Runtime.InteropServices;

namespace Migration.Connectors.Sqlite.Engine;

/// <summary>The beginning of SQLite's object for an open file.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Sqlite3File
{
    public IoMethods* Methods;

    /// <summary>The beginning of its methods.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct IoMethods
    {
        public int Version;
        public nint Close;
        /// <summary>File, destination, number of bytes, offset; gives a result code.</summary>
        public delegate* unmanaged[Cdecl]<Sqlite3File*, byte*, int, long, int> Read;
    }
}
