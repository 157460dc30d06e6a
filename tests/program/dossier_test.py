"""dossier_test.py CONSTAT FORGE SCENARIO: a dossier verifies with sha256sum, is the same from run to run with the same key
(run.json apart), is private to its owner, and is never overwritten."""
import pathlib
import subprocess
import sys
import tempfile

CONSTAT, FORGE, SCENARIO = sys.argv[1:4]


def analyze(folder, name, *more, expect=(0, 3)):
    done = subprocess.run([CONSTAT, "analyze", "sample.pcap", "-o", name, *more], cwd=folder, capture_output=True, text=True)
    if done.returncode not in expect:
        sys.exit(f"{name}: exit code {done.returncode}: {done.stderr}")
    return done


with tempfile.TemporaryDirectory() as scratch:
    folder = pathlib.Path(scratch)
    subprocess.run([FORGE, SCENARIO, "-o", str(folder / "sample.pcap")], check=True, capture_output=True)
    analyze(folder, "one")
    key = folder / "one.key"
    if key.stat().st_mode & 0o777 != 0o600 or key.stat().st_size < 32:
        sys.exit("the key is not 32 bytes with mode 0600")
    if list((folder / "one").rglob("*.key")):
        sys.exit("the key stands inside the dossier")
    check = subprocess.run(["sha256sum", "-c", "--strict", "manifest-sha256.txt"], cwd=folder / "one", capture_output=True, text=True)
    if check.returncode != 0 or check.stdout.count(": OK") < 6:
        sys.exit("sha256sum: " + check.stdout + check.stderr)
    names = {path.name for path in (folder / "one").iterdir()}
    wanted = {"records.sqlite", "report.fr.html", "report.en.html", "report.fr.txt", "report.en.txt", "report.json", "run.json",
              "manifest-sha256.txt"}
    if names != wanted:
        sys.exit(f"the dossier holds {sorted(names)}")
    for path in (folder / "one").iterdir():
        if path.stat().st_mode & 0o077:
            sys.exit(f"{path.name} is open to others")
    analyze(folder, "two", "--key", "one.key")
    for name in sorted(wanted - {"run.json"}):
        if (folder / "one" / name).read_bytes() != (folder / "two" / name).read_bytes():
            sys.exit(f"{name} differs between two runs with one key")
    again = analyze(folder, "one", expect=(1,))
    if "one" not in again.stderr or len(again.stderr.strip().splitlines()) != 1:
        sys.exit("no clear line about the existing dossier: " + again.stderr)
    wrong = subprocess.run([CONSTAT, "analyze", "none.pcap", "-o", "three"], cwd=folder, capture_output=True, text=True)
    if wrong.returncode != 1 or (folder / "three").exists():
        sys.exit("a failed run left a dossier behind")
    inside = subprocess.run([CONSTAT, "analyze", "sample.pcap", "-o", "four", "--key", "four/key"], cwd=folder, capture_output=True, text=True)
    if inside.returncode != 1 or "inside" not in inside.stderr:
        sys.exit("a key inside the dossier was accepted: " + inside.stderr)
print("dossier: verified, repeatable, private, never overwritten")
