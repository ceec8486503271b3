#!/usr/bin/env python3
"""Holds candor against other tools: the same files, one run, one table.

    scripts/bench.py APPS --candor bin/candor [--python VENV/bin/python]

APPS is a folder of APK files; those with --min-dex-mb of DEX or more are
measured (9 unless given). Each tool reads each app --runs times, the tools in
turn; a figure is the smallest user + system time of these, summed over the
apps, and the largest memory. Tools that are not installed are left out, and
said. Slow tools (androguard, exodus) run --slow-runs times.

androguard and exodus-core are Python packages: create a virtual environment,
install both into it, and name its python with --python. exodus fetches its
tracker signatures from the web; give a copy of that answer with --trackers, or
it only lists classes and permissions, which is most of its work.

Nothing else should run meanwhile: the load before and after is printed.
"""

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile

ANDROGUARD = """
import sys
from androguard.util import set_log
set_log("ERROR")
from androguard.misc import AnalyzeAPK
a, d, dx = AnalyzeAPK(sys.argv[1])
print(a.get_package(), sum(1 for _ in dx.get_methods()))
"""

EXODUS = """
import collections, json, logging, sys
logging.disable(logging.CRITICAL)
from exodus_core.analysis.static_analysis import StaticAnalysis
s = StaticAnalysis(sys.argv[1])
s.signatures = []
if len(sys.argv) > 2:
    for t in json.load(open(sys.argv[2]))["trackers"].values():
        s.signatures.append(collections.namedtuple("tracker", t.keys())(*t.values()))
s._compile_signatures()
print(s.get_permissions(), s.get_app_name(), len(s.get_libraries()), s.detect_trackers(), len(s.classes))
"""


class Tool:
    """A command that reads an app. make(app, folder) returns its argument
    vector; folder holds the app's DEX files."""

    def __init__(self, name, needs, make, slow=False, env=None):
        self.name, self.needs, self.make, self.slow = name, needs, make, slow
        self.env = dict(os.environ, **(env or {}))


def tools(opt):
    exodus = [opt.trackers] if opt.trackers else []
    candor = opt.candor
    return [
        Tool("unzip -p, manifest and DEX", "unzip", lambda app, _: ["unzip", "-p", app, "AndroidManifest.xml", "classes*.dex"]),
        Tool("candor scan", candor, lambda app, _: [candor, "scan", app]),
        Tool("candor scan, one core", candor, lambda app, _: [candor, "scan", app], env={"GOMAXPROCS": "1"}),
        Tool("candor scan --only permissions", candor, lambda app, _: [candor, "scan", "--only", "permissions", app]),
        Tool("aapt dump permissions", "aapt", lambda app, _: ["aapt", "dump", "permissions", app]),
        Tool("dexdump -d", "dexdump", lambda _, folder: ["dexdump", "-d"] + dex_files(folder)),
        Tool("exodus-core", opt.python, lambda app, _: [opt.python, "-c", EXODUS, app] + exodus, slow=True),
        Tool("androguard AnalyzeAPK", opt.python, lambda app, _: [opt.python, "-c", ANDROGUARD, app], slow=True),
    ]


def is_dex(name):
    return name.startswith("classes") and name.endswith(".dex")


def dex_files(folder):
    return sorted(os.path.join(folder, n) for n in os.listdir(folder))


def find_apps(folder, least):
    """Returns (path, bytes of DEX, bytes of the largest DEX) of each app."""
    found = []
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if not zipfile.is_zipfile(path):
            continue
        with zipfile.ZipFile(path) as z:
            sizes = [i.file_size for i in z.infolist() if is_dex(i.filename)]
        if sum(sizes) >= least:
            found.append((path, sum(sizes), max(sizes)))
    return found


def run_once(argv, env):
    """Returns CPU seconds, with those of its children, and seconds on the clock."""
    start = time.perf_counter()
    with open(os.devnull, "w") as null:
        child = subprocess.Popen(argv, stdout=null, stderr=null, env=env)
        _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime, time.perf_counter() - start, child.returncode


def peak_mb(argv, env):
    """Returns the peak memory in MB, through GNU time: what a child inherits
    from a Python process would drown a small tool."""
    timer = shutil.which("time")
    if not timer:
        return None
    with tempfile.NamedTemporaryFile("r") as out:
        subprocess.run([timer, "-q", "-f", "%M", "-o", out.name] + argv, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        text = out.read().split()
    return int(text[-1]) / 1024 if text else None


def measure(apps, chosen, opt):
    """Returns for each tool and app the best (cpu, clock) and the peak."""
    best = {}
    for path, _, _ in apps:
        with tempfile.TemporaryDirectory() as folder:
            with zipfile.ZipFile(path) as z:
                for info in z.infolist():
                    if is_dex(info.filename):
                        z.extract(info, folder)
            for turn in range(opt.runs):
                for t in chosen:
                    if t.slow and turn >= opt.slow_runs:
                        continue
                    argv = t.make(path, folder)
                    cpu, clock, code = run_once(argv, t.env)
                    if code not in (0, 1):
                        sys.exit("%s failed on %s: exit %d" % (t.name, path, code))
                    old = best.get((t.name, path), (cpu, clock, None))
                    peak = old[2] if turn else peak_mb(argv, t.env)
                    best[t.name, path] = min(cpu, old[0]), min(clock, old[1]), peak
                    print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return best


def table(apps, chosen, best, opt):
    def total(name, what):
        return sum(best[name, path][what] for path, _, _ in apps)

    base, ours = chosen[0].name, "candor scan"
    print("| tool | CPU s | × unzip | × candor | clock s | peak MB | runs |")
    print("|---|---|---|---|---|---|---|")
    for t in chosen:
        cpu = total(t.name, 0)
        peaks = [best[t.name, path][2] for path, _, _ in apps]
        peak = "%.0f" % max(peaks) if None not in peaks else "–"
        print("| %s | %.3f | %.2f | %.2f | %.3f | %s | %d |" % (
            t.name, cpu, cpu / total(base, 0), cpu / total(ours, 0), total(t.name, 1), peak, opt.slow_runs if t.slow else opt.runs))
    print()
    for path, dex, largest in apps:
        cpu, clock, peak = best[ours, path]
        one = best["candor scan, one core", path][1]
        print("%s: %.1f MB of DEX, the largest %.1f; candor %.0f ms of CPU (unzip %.0f), %.0f ms on the clock, %.0f on one core, %s MB" % (
            os.path.basename(path), dex / 1e6, largest / 1e6, cpu * 1e3, best[base, path][0] * 1e3, clock * 1e3, one * 1e3,
            "%.0f" % peak if peak else "–"))


def several_at_once(apps, opt):
    """Reads all apps four times over, on one core and on two, and prints how
    much faster two are on the clock: processes of one core each, and one
    survey with two workers."""
    paths = [path for path, _, _ in apps] * 4
    one = dict(os.environ, GOMAXPROCS="1")
    two = dict(os.environ, GOMAXPROCS="2")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}

    def processes(at_once):
        start, running = time.perf_counter(), []
        for path in paths:
            if len(running) == at_once:
                running.pop(0).wait()
            running.append(subprocess.Popen([opt.candor, "scan", path], env=one, **quiet))
        for p in running:
            p.wait()
        return time.perf_counter() - start

    def survey(workers):
        start = time.perf_counter()
        subprocess.run([opt.candor, "survey", "--workers", str(workers), *paths], env=two if workers == 2 else one, **quiet)
        return time.perf_counter() - start

    for what, clock in (("Two processes over the apps", processes), ("candor survey with two workers", survey)):
        pairs = [(clock(1), clock(2)) for _ in range(opt.runs)]
        print("%s: %.2f times as fast as one (median of %d); %.0f ms an app" % (
            what, statistics.median(a / b for a, b in pairs), len(pairs), 1e3 * min(b for _, b in pairs) / len(paths)))


def machine(chosen, opt):
    cpu = platform.processor() or "unknown processor"
    try:
        with open("/proc/cpuinfo") as f:
            cpu = next((line.split(":", 1)[1].strip() for line in f if line.startswith("model name")), cpu)
    except OSError:
        pass
    print("%s, %d cores, %s %s; load %.1f" % (cpu, os.cpu_count(), platform.system(), platform.release(), os.getloadavg()[0]))
    print(subprocess.run([opt.candor, "version"], capture_output=True, text=True).stdout.splitlines()[0])
    if opt.python:
        out = subprocess.run([opt.python, "-m", "pip", "list"], capture_output=True, text=True).stdout.lower().splitlines()
        print(", ".join(" ".join(line.split()) for line in out if line.startswith(("androguard", "exodus"))))
    for name in ("unzip", "aapt"):
        if shutil.which(name):
            flag = {"unzip": "-v", "aapt": "version"}[name]
            print(subprocess.run([name, flag], capture_output=True, text=True).stdout.splitlines()[0].split(", by")[0])


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("apps", help="folder of APK files")
    p.add_argument("--candor", required=True, help="the candor binary")
    p.add_argument("--python", help="python of an environment with androguard and exodus-core")
    p.add_argument("--trackers", help="answer of the exodus tracker API, as a file")
    p.add_argument("--runs", type=int, default=7)
    p.add_argument("--slow-runs", type=int, default=None, help="runs of androguard and exodus (as --runs)")
    p.add_argument("--min-dex-mb", type=float, default=9)
    opt = p.parse_args()
    opt.candor = os.path.abspath(opt.candor)
    opt.slow_runs = min(opt.runs, opt.slow_runs or opt.runs)
    apps = find_apps(opt.apps, opt.min_dex_mb * 1e6)
    if not apps:
        sys.exit("no app with so much DEX in " + opt.apps)
    chosen = []
    for t in tools(opt):
        if t.needs and shutil.which(t.needs):
            chosen.append(t)
        else:
            print("left out, not installed: " + t.name, file=sys.stderr)
    machine(chosen, opt)
    print()
    best = measure(apps, chosen, opt)
    table(apps, chosen, best, opt)
    several_at_once(apps, opt)
    print("load at the end %.1f" % os.getloadavg()[0])


if __name__ == "__main__":
    main()
