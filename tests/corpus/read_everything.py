"""read_everything.py CONSTAT CORPUS SCHEMA: every file of the corpus gives a result: a documented exit code, one line when it is
neither a capture nor a mail, valid records otherwise; never a crash, a hang or a sanitizer report. What is not
recognised is also forced through the mail door and both capture doors."""
import concurrent.futures
import json
import pathlib
import subprocess
import sys

import jsonschema

CONSTAT, CORPUS, SCHEMA = sys.argv[1:4]
SECONDS = 60
VALIDATOR = jsonschema.Draft202012Validator(json.loads(pathlib.Path(SCHEMA).read_text()))
# Validating every line in Python is slow: every record of every seventh file.
VALIDATE_EVERY = 7


def run(path, *arguments):
    try:
        done = subprocess.run([CONSTAT, "facts", str(path), "--quiet", *arguments], capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return None, b"", f"no result after {SECONDS} s"
    return done.returncode, done.stdout, done.stderr.decode(errors="replace")


def problem_of(path, code, output, errors, arguments, validate):
    label = f"{path.relative_to(CORPUS)} {' '.join(arguments)}"
    lines = [line for line in errors.splitlines() if "throw-away key" not in line]
    if code not in (0, 1, 3):
        return f"{label}: exit code {code}: {errors[:300]}"
    if code == 1 and len(lines) != 1:
        return f"{label}: not one line: {errors[:300]}"
    if code == 1 and "does not close" in errors:
        return f"{label}: {errors[:300]}"
    for number, line in enumerate(output.decode().splitlines() if validate else []):
        for error in VALIDATOR.iter_errors(json.loads(line)):
            best = jsonschema.exceptions.best_match([error])
            return f"{label}: record {number}: {best.json_path}: {best.message[:200]}"
    return None


def check(numbered):
    number, path = numbered
    problems = []
    code, output, errors = run(path)
    problems.append(problem_of(path, code, output, errors, (), number % VALIDATE_EVERY == 0))
    recognised = code in (0, 3)
    if not recognised and path.stat().st_size > 0:
        for kind in ("eml", "mbox", "pcap", "pcapng"):
            forced = run(path, "--as", kind)
            problems.append(problem_of(path, *forced, ("--as", kind), False))
    return recognised, [problem for problem in problems if problem]


def main():
    files = [path for path in sorted(pathlib.Path(CORPUS).rglob("*")) if path.is_file()]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(pool.map(check, enumerate(files)))
    problems = [problem for _, found in results for problem in found]
    recognised = sum(known for known, _ in results)
    print("\n".join(problems[:40]))
    print(f"{len(files)} files, {recognised} recognised, {len(problems)} problems")
    sys.exit(1 if problems or recognised < 2000 else 0)


main()
