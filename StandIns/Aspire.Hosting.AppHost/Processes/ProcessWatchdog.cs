using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Aspire.Hosting.Processes;

/// <summary>
/// Sees to it that no child outlives the app host, however that ends: a small program, started first, is told every child's id
/// through a pipe. When the pipe closes the app host is gone, and what it has left is ended, children of children included.
/// On Windows a job object does the same.
/// </summary>
internal sealed class ProcessWatchdog : IDisposable
{
    private const string MarkVariable = "ASPIRE_STANDIN_RUN";

    /// <summary>Terminates, waits up to 5 seconds, kills. Signals that a terminal sends to the whole group do not stop it.</summary>
    private const string Script = """
        exec >/dev/null 2>&1
        trap '' INT TERM HUP QUIT
        pids=
        while read -r op pid; do
          case $op in
            +) pids="$pids $pid" ;;
            -) rest=; for p in $pids; do [ "$p" = "$pid" ] || rest="$rest $p"; done; pids=$rest ;;
          esac
        done
        pids="$pids $(for f in $(grep -lsF "$1" /proc/[0-9]*/environ); do f=${f#/proc/}; echo "${f%/*}"; done)"
        pids=$(echo $pids)
        [ -n "$pids" ] || exit 0
        children() {
          if [ -r /proc/self/stat ]; then
            for stat in /proc/[0-9]*/stat; do
              read -r line < "$stat" || continue
              id=${line%% *}; line=${line##*) }; line=${line#* }
              [ "${line%% *}" = "$1" ] && echo "$id"
            done
          else
            ps -Ao pid=,ppid= | while read -r id parent; do [ "$parent" = "$1" ] && echo "$id"; done
          fi
        }
        tree=
        next=$pids
        while [ -n "$next" ]; do
          tree="$tree $next"
          found=
          for p in $next; do found="$found $(children "$p")"; done
          next=$(echo $found)
        done
        kill -TERM $tree
        i=0
        while [ $i -lt 50 ]; do
          alive=
          for p in $tree; do kill -0 "$p" && alive=1; done
          [ -z "$alive" ] && exit 0
          sleep 0.1
          i=$((i + 1))
        done
        kill -KILL $tree
        """;

    private readonly Lock _gate = new();
    private readonly string _run = Guid.NewGuid().ToString("N");
    private Process? _shell;
    private SafeHandle? _job;

    /// <summary>
    /// Marks a process that is about to start. Where the mark can be read from outside, on Linux, it finds what the list has not yet,
    /// and what a process that has ended left behind.
    /// </summary>
    public void Mark(ProcessStartInfo start)
    {
        start.Environment[MarkVariable] = _run;
        lock (_gate)
        {
            if (!OperatingSystem.IsWindows())
            {
                _shell ??= StartShell();
            }
        }
    }

    /// <summary>Takes a process under watch.</summary>
    public void Add(Process process)
    {
        lock (_gate)
        {
            if (OperatingSystem.IsWindows())
            {
                _job ??= WindowsJob.Create();
                WindowsJob.Assign(_job, process);
            }
            else
            {
                Tell($"+ {process.Id}");
            }
        }
    }

    /// <summary>Lets go of a process that has ended, as its id may be given to another one.</summary>
    public void Remove(int processId)
    {
        lock (_gate)
        {
            if (!OperatingSystem.IsWindows())
            {
                Tell($"- {processId}");
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _shell?.StandardInput.Dispose();
            _shell?.Dispose();
            _shell = null;
            _job?.Dispose();
        }
    }

    private void Tell(string line)
    {
        _shell ??= StartShell();
        try
        {
            _shell.StandardInput.Write(line + "\n");
            _shell.StandardInput.Flush();
        }
        catch (IOException)
        {
            // Someone ended the shell. The app host still ends its children when it ends in the usual way.
        }
    }

    private Process StartShell()
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, WorkingDirectory = "/" };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Script);
        start.ArgumentList.Add("watchdog");
        start.ArgumentList.Add($"{MarkVariable}={_run}");
        start.Environment.Remove(MarkVariable);
        return Process.Start(start)!;
    }
}
