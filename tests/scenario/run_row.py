"""run_row.py --constat C --forge F --schema S ROW: forges one row of the fault catalogue and runs every case of it.

A case is compared as run_scenario.py documents it. Besides, "files" are handed over in that order ("way" says how: as
they are, "stdin", "fifo", "symlink", "folder", or "change_then_fifo": the first is changed while the program waits for
the second), "paths" instead of files are handed over as they stand, "says" is what standard error holds, and "told" are kinds of
defects of sessions.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading

import jsonschema

from run_scenario import KEY, all_differences

PATIENCE = 100  # seconds for one case, of full size so many times more:
FULL_SIZE = 10


def change(path, how):
    size = path.stat().st_size
    with open(path, "r+b") as file:
        if how == "append":
            file.seek(0, 2)
            file.write(b"x" * 100)
        elif how == "truncate":
            file.truncate(size // 2)
        else:
            file.write(b"y" * size)


def feed(fifo, content, between):
    """Opening waits until the program opens the other end, writing until it has taken all but what a pipe holds."""
    with open(fifo, "wb", buffering=0) as pipe:
        pipe.write(content[: len(content) * 9 // 10])
        between()
        pipe.write(content[len(content) * 9 // 10:])


def hand_over(case, folder, scratch):
    """What stands on the command line, what is piped in, and a thread to start, if any."""
    files = [folder / name for name in case["files"]]
    way = case.get("way", "")
    if "paths" in case:
        return case["paths"], None, None
    if way == "stdin":
        return ["-"], files[0].read_bytes(), None
    if way == "folder":
        (scratch / "folder").mkdir()
        for file in files:
            (scratch / "folder" / file.name).symlink_to(file)
        return ["folder"], None, None
    if way == "symlink":
        (scratch / "link.pcap").symlink_to(files[0])
        return ["link.pcap"], None, None
    if way in ("fifo", "change_then_fifo"):
        fifo = scratch / files[-1].name
        os.mkfifo(fifo)
        names = [fifo.name]
        between = lambda: None
        if way == "change_then_fifo":
            changing = scratch / files[0].name
            changing.write_bytes(files[0].read_bytes())
            os.utime(changing, (1, 1))
            names.insert(0, changing.name)
            between = lambda: change(changing, case["change"])
        return names, None, threading.Thread(target=feed, args=(fifo, files[-1].read_bytes(), between), daemon=True)
    return [str(file) for file in files], None, None


def run_case(arguments, case, folder):
    with tempfile.TemporaryDirectory() as name:
        scratch = pathlib.Path(name)
        key = scratch / "key"
        key.write_bytes(KEY)
        key.chmod(0o600)
        words, piped, thread = hand_over(case, folder, scratch)
        if thread:
            thread.start()
        patience = PATIENCE * (FULL_SIZE if arguments.full_size else 1)
        command = [arguments.constat, "facts", *words, "--key", "key", "--quiet", *case.get("arguments", [])]
        try:
            done = subprocess.run(command, cwd=scratch, input=piped, capture_output=True, timeout=patience)
        except subprocess.TimeoutExpired:
            return None, "", f"not done after {patience} s"
        if thread:
            thread.join(timeout=5)
        return done.returncode, done.stdout.decode(), done.stderr.decode()


def problems_of(arguments, case, folder, validator, schema_checked):
    code, output, errors = run_case(arguments, case, folder)
    records = [json.loads(line) for line in output.splitlines()]
    found = list(all_differences(case, records, code, output, errors))
    defects = {defect["kind"] for record in records if record["record"] == "session" for defect in record["defects"]}
    found += [f"no session tells of '{kind}'" for kind in case.get("told", []) if kind not in defects]
    # Floods give many equal records: the first ones are enough for the schema, and of large rows the first cases.
    for record in records[:20] if schema_checked else []:
        for error in validator.iter_errors(record):
            best = jsonschema.exceptions.best_match([error])
            found.append(f"{record['record']} does not follow the schema: {best.json_path}: {best.message[:200]}")
    return found


def main():
    parser = argparse.ArgumentParser()
    for name in ("--constat", "--forge", "--schema"):
        parser.add_argument(name, required=True)
    parser.add_argument("--awaited", action="store_true", help="also the cases that await something of the analyser")
    parser.add_argument("--case", help="only this one")
    parser.add_argument("--full-size", action="store_true", help="larger than a test run has time for")
    parser.add_argument("--keep", help="leave the forged files in this folder")
    parser.add_argument("row")
    arguments = parser.parse_args()
    validator = jsonschema.Draft202012Validator(json.loads(pathlib.Path(arguments.schema).read_text()))
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(arguments.keep or scratch).resolve()
        size = ["--full-size"] if arguments.full_size else []
        subprocess.run([arguments.forge, "--row", arguments.row, "-o", str(folder), *size], check=True)
        row = json.loads((folder / "expected.json").read_text())
        cases = [case for case in row["cases"] if arguments.case in (None, case["name"])]
        waiting = [] if arguments.awaited else [case for case in cases if "awaits" in case]
        cases = [case for case in cases if case not in waiting]
        wrong = 0
        for number, case in enumerate(cases):
            problems = problems_of(arguments, case, folder, validator, number < 40)
            if problems:
                wrong += 1
                if wrong <= 10:
                    print(f"{arguments.row} {case['name']}: {row['shows']}")
                    print("\n".join("    " + problem[:600] for problem in problems[:6]))
    for case in waiting:
        print(f"{arguments.row} {case['name']} was not run; it awaits: {case['awaits']}")
    print(f"{arguments.row}: {len(cases) - wrong} of {len(cases)} cases as expected")
    sys.exit(1 if wrong or not cases else 0)


main()
