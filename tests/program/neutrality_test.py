"""neutrality_test.py CONSTAT FORGE SCENARIO ROOT: the program makes no connection, cannot inject packets, and no
forbidden word stands in anything it prints (tests/lint/words.txt)."""
import pathlib
import shutil
import subprocess
import sys
import tempfile

CONSTAT, FORGE, SCENARIO, ROOT = sys.argv[1:5]


def check_symbols():
    """No function that injects packets or opens a socket is linked or imported."""
    table = subprocess.run(["nm", "-C", CONSTAT], capture_output=True, text=True, check=True).stdout
    table += subprocess.run(["nm", "-D", CONSTAT], capture_output=True, text=True, check=True).stdout
    for name in ("pcap_inject", "pcap_sendpacket", " connect@", " sendto@", " getaddrinfo@"):
        if name in table:
            sys.exit(f"the program holds {name.strip()}")
    if " main" not in table and " T main" not in table:
        sys.exit("nm shows no main: the check reads nothing")


def check_connections(folder, capture):
    if shutil.which("strace") is None:
        sys.exit("strace is not installed: tools/setup installs it")
    log = folder / "strace"
    done = subprocess.run(["strace", "-f", "-e", "trace=network,openat", "-o", str(log), CONSTAT, "analyze", str(capture),
                           "-o", str(folder / "traced")], capture_output=True, text=True)
    trace = log.read_text()
    if "PTRACE" in done.stderr and "not permitted" in done.stderr:
        print("strace may not trace here: symbols only")
        return
    if "openat(" not in trace:
        sys.exit("strace saw nothing: " + done.stderr[-300:])
    for call in ("connect(", "sendto(", "sendmsg(", "socket("):
        if call in trace:
            sys.exit(f"the program called {call} while reading a capture")


def check_words(folder, capture):
    outputs = []
    for language in ("en", "fr"):
        for number, arguments in enumerate((["analyze", str(capture), "--lang", language], ["criteria", "--lang", language],
                                            ["facts", str(capture)], ["--help"], ["analyze", "--help"])):
            done = subprocess.run([CONSTAT, *arguments], capture_output=True)
            for name, text in (("out", done.stdout), ("err", done.stderr)):
                path = folder / f"{number}.{language}.{name}"
                path.write_bytes(text)
                outputs.append(path)
    outputs += sorted((folder / "traced").glob("report.*"))
    if len(outputs) < 12:
        sys.exit(f"only {len(outputs)} outputs to read")
    lint = subprocess.run(["/usr/bin/python3", f"{ROOT}/tests/lint/lint_words.py", *map(str, outputs)],
                          capture_output=True, text=True)
    if lint.returncode != 0:
        sys.exit(lint.stdout + lint.stderr)


with tempfile.TemporaryDirectory() as scratch:
    folder = pathlib.Path(scratch)
    capture = folder / "sample.pcap"
    subprocess.run([FORGE, SCENARIO, "-o", str(capture)], check=True, capture_output=True)
    check_symbols()
    check_connections(folder, capture)
    check_words(folder, capture)
print("no connection, no injection, no forbidden word")
