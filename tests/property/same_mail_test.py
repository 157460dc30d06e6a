"""same_mail_test.py CONSTAT FORGE SCENARIOS: one conversation in every link type and tunnel gives the same mail and session records."""
import json
import pathlib
import subprocess
import sys
import tempfile

CONSTAT, FORGE, SCENARIOS = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
PLACES = {"input", "frame", "frames", "origins", "last_input"}


def without(value, names):
    if isinstance(value, dict):
        return {name: without(inner, names) for name, inner in value.items() if name not in names}
    if isinstance(value, list):
        return [without(inner, names) for inner in value]
    return value


def read(name, wrap, folder, words=()):
    path = folder / "capture"
    subprocess.run([FORGE, str(SCENARIOS / f"{name}.forge"), "-o", str(path), "--wrap", wrap, *words], check=True, capture_output=True)
    done = subprocess.run([CONSTAT, "facts", str(path), "--quiet", "--key", str(folder / "key")], capture_output=True, text=True)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    said = [without(record, PLACES) for record in records if record["record"] in ("session", "mail")]
    summary = next((record for record in records if record["record"] == "summary"), {})
    return done.returncode, said, summary.get("coverage", {}).get("broken_equations"), done.stderr


def main():
    listed = subprocess.run([FORGE, "--list-wraps"], check=True, capture_output=True, text=True).stdout.splitlines()
    problems, runs = [], 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        (folder / "key").write_bytes(b"the key of the same mail test, 32 or more")
        (folder / "key").chmod(0o600)
        for scenario, version in (("one_conversation", "IPv4"), ("ipv6_twin", "IPv6")):
            expected = read(scenario, "ethernet", folder)
            if expected[0] != 0 or len(expected[1]) != 3:
                sys.exit(f"{scenario}: the plain conversation is one session and two mails, found {expected}")
            for wrap, _, carries in ((line.split("\t") + [""])[:3] for line in listed):
                if carries not in ("", f"{version} only"):
                    continue
                for words in (["--format", "pcap"], ["--format", "pcapng", "--order", "big"], ["--format", "pcap-ns", "--order", "big"]):
                    runs += 1
                    found = read(scenario, wrap, folder, words)
                    # A file of microseconds cannot hold the nanoseconds of the others.
                    hidden = {"time"} if "pcap-ns" in words else set()
                    same = without(found[1], hidden) == without(expected[1], hidden)
                    if not same or found[0] != 0 or found[2] != []:
                        problems.append(f"{scenario} in {wrap}, {' '.join(words)}: exit {found[0]}, {len(found[1])} records, equations {found[2]} {found[3]}")
    print("\n".join(problems[:20]))
    print(f"{runs} captures of one conversation, {len(problems)} differ")
    sys.exit(1 if problems else 0)


main()
