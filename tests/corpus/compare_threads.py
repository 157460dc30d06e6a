"""compare_threads.py CONSTAT CORPUS: same key, same bytes. Every capture of the corpus that holds SMTP gives the same records with 1, 2, 3
and 8 threads; and, apart from the names of files and frames, with the capture split into pieces that are named in any order."""
import concurrent.futures
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

CONSTAT, CORPUS = sys.argv[1], pathlib.Path(sys.argv[2])
THREADS = (1, 2, 3, 8)
SPLITS = 3
# Where a record says in which file and frame something was seen; and the order of records that share a time.
PLACES = {"input", "frame", "frames", "origins", "last_input", "first_frame", "last_frame"}


def facts(files, threads, key):
    command = [CONSTAT, "facts", *map(str, files), "--quiet", "--key", str(key), "-j", str(threads)]
    done = subprocess.run(command, capture_output=True)
    return done.returncode, done.stdout


def without_places(value):
    if isinstance(value, dict):
        return {name: without_places(inner) for name, inner in value.items() if name not in PLACES}
    if isinstance(value, list):
        return [without_places(inner) for inner in value]
    return value


def content_of(output):
    records = [json.loads(line) for line in output.splitlines()]
    return sorted(json.dumps(without_places(record)) for record in records if record["record"] in ("session", "mail", "objection"))


def is_sorted(capture):
    """editcap splits by number of frames, constat joins by time: equal only where time does not step back."""
    shown = subprocess.run(["capinfos", "-o", "-T", "-r", str(capture)], capture_output=True, text=True).stdout
    return shown.rstrip().endswith("True")


def split(capture, frames, folder, random_numbers):
    per_file = max(1, frames // random_numbers.randint(2, 5))
    subprocess.run(["editcap", "-c", str(per_file), str(capture), str(folder / "part.pcap")], capture_output=True, check=True)
    parts = sorted(folder.glob("part*"))
    random_numbers.shuffle(parts)
    return parts


def check(capture, key):
    code, reference = facts([capture], 1, key)
    if code not in (0, 3) or b'{"record":"session"' not in reference:
        return False, 0, []
    name = capture.relative_to(CORPUS)
    problems = [f"{name}: -j {threads} gives other bytes" for threads in THREADS[1:] if facts([capture], threads, key) != (code, reference)]
    splits = 0
    if shutil.which("editcap") and shutil.which("capinfos") and is_sorted(capture):
        frames = json.loads(reference.splitlines()[0])["frames"]
        random_numbers = random.Random(str(name))
        for _ in range(SPLITS):
            with tempfile.TemporaryDirectory() as folder:
                parts = split(capture, frames, pathlib.Path(folder), random_numbers)
                if len(parts) > 200:
                    continue
                splits += 1
                if content_of(facts(parts, random_numbers.choice(THREADS), key)[1]) != content_of(reference):
                    problems.append(f"{name}: split into {len(parts)} files, the records differ")
    return True, splits, problems


def main():
    captures = [path for path in sorted(CORPUS.rglob("*")) if path.is_file() and path.suffix in (".pcap", ".pcapng", ".cap", ".dmp", ".ntar")]
    with tempfile.TemporaryDirectory() as folder:
        key = pathlib.Path(folder) / "key"
        key.write_bytes(b"the key of the threads test 32 b")
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            results = list(pool.map(lambda capture: check(capture, key), captures))
    problems = [problem for _, _, found in results for problem in found]
    with_smtp, splits = sum(found for found, _, _ in results), sum(count for _, count, _ in results)
    print(f"{len(captures)} captures, {with_smtp} with SMTP; threads {THREADS}; {splits} splits")
    print("\n".join(problems))
    sys.exit(1 if problems or with_smtp < 15 else 0)


if __name__ == "__main__":
    main()
