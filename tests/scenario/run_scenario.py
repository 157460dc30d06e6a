"""Runs one scenario: constat facts over its input, compared with expected.json.

expected.json: {"shows": "one sentence", "exit": 0, "arguments": [...], "records": [{...}, ...]}
Each expected record names its "record" kind and only the fields that matter; it is compared with the
record of that kind in the same place. Objects are compared field by field, lists one by one, and lists
have equal length. "counts": {"mail": 2} says how many records of a kind there are in all,
"never": [...] lists texts that the output must not hold. "exit" may be a list of codes. "some" lists records each of
which matches a record of its own, wherever it stands; "none" records that must match none. In place of a list,
{"has": X} asks for one item like X among others; in place of a number, {"least": 3} for 3 or more.

On failure the whole output is left in actual.jsonl; --bless takes the values of the named fields over.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

KEY = b"scenario key, published on purpose: 32+ bytes"
INPUTS = ["input.transcript", "input.eml", "input.mbox", "input.pcap", "input.pcapng", "input.forge"]


def matches(expected, actual):
    return next(differences(expected, actual), None) is None


def differences(expected, actual, path=""):
    if isinstance(expected, dict) and isinstance(actual, list) and list(expected) == ["has"]:
        if not any(matches(expected["has"], item) for item in actual):
            yield f"{path}: expected an item like {json.dumps(expected['has'])}, found {json.dumps(actual)}"
    elif isinstance(expected, dict) and isinstance(actual, int) and list(expected) == ["least"]:
        if actual < expected["least"]:
            yield f"{path}: expected {expected['least']} or more, found {actual}"
    elif isinstance(expected, dict) and isinstance(actual, dict):
        for name, value in expected.items():
            if name not in actual:
                yield f"{path}.{name}: expected {json.dumps(value)}, not there"
            else:
                yield from differences(value, actual[name], f"{path}.{name}")
    elif isinstance(expected, list) and isinstance(actual, list):
        if len(expected) != len(actual):
            yield f"{path}: expected {len(expected)} items, found {len(actual)}: {json.dumps(actual)}"
            return
        for index, (one, other) in enumerate(zip(expected, actual)):
            yield from differences(one, other, f"{path}[{index}]")
    elif expected != actual:
        yield f"{path}: expected {json.dumps(expected, ensure_ascii=False)}, found {json.dumps(actual, ensure_ascii=False)}"


def taken_over(expected, actual):
    """The shape of expected with the values of actual."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        return {name: taken_over(value, actual.get(name)) for name, value in expected.items()}
    if isinstance(expected, list) and isinstance(actual, list):
        if expected and isinstance(expected[0], dict):
            return [taken_over(expected[min(i, len(expected) - 1)], item) for i, item in enumerate(actual)]
        return actual
    return actual


def by_kind(records):
    kinds = {}
    for record in records:
        kinds.setdefault(record["record"], []).append(record)
    return kinds


def run_constat(arguments, folder, expected):
    with tempfile.TemporaryDirectory() as scratch:
        key = pathlib.Path(scratch) / "key"
        key.write_bytes(KEY)
        key.chmod(0o600)
        path = next(folder / name for name in INPUTS if (folder / name).exists())
        if path.suffix == ".forge":
            capture = pathlib.Path(scratch) / "input.pcap"
            subprocess.run([arguments.forge, str(path), "-o", str(capture)], check=True, stdout=subprocess.DEVNULL)
            path = capture
        else:
            # A short, equal name wherever the tree stands.
            copy = pathlib.Path(scratch) / path.name
            copy.write_bytes(path.read_bytes())
            path = copy
        command = [arguments.constat, "facts", path.name, "--key", "key", "--quiet", *expected.get("arguments", [])]
        done = subprocess.run(command, cwd=scratch, capture_output=True)
        return done.returncode, done.stdout.decode(), done.stderr.decode()


def validate(records, schema_path):
    import jsonschema
    validator = jsonschema.Draft202012Validator(json.loads(pathlib.Path(schema_path).read_text()))
    for number, record in enumerate(records, 1):
        for error in validator.iter_errors(record):
            best = jsonschema.exceptions.best_match([error])
            yield f"line {number} does not follow the schema: {best.json_path}: {best.message[:300]}"


def unmatched(expected, actual):
    """Of the records in "some", those that have no record of their own."""
    left = {kind: list(found) for kind, found in actual.items()}
    for record in expected.get("some", []):
        found = left.get(record["record"], [])
        match = next((item for item in found if matches(record, item)), None)
        if match is None:
            yield f"no record (any more) like {json.dumps(record, ensure_ascii=False)}"
        else:
            found.remove(match)
    for record in expected.get("none", []):
        for item in actual.get(record["record"], []):
            if matches(record, item):
                yield f"a record like {json.dumps(record, ensure_ascii=False)}"


def all_differences(expected, records, code, output, errors):
    codes = expected.get("exit", 0)
    if code not in (codes if isinstance(codes, list) else [codes]):
        yield f"exit code: expected {codes}, found {code}: {errors}"
    if expected.get("says", "") not in errors:
        yield f"expected to be told of '{expected['says']}', found: {errors}"
    actual = by_kind(records)
    yield from unmatched(expected, actual)
    places = {}
    for record in expected.get("records", []):
        kind = record["record"]
        place = places[kind] = places.get(kind, -1) + 1
        found = actual.get(kind, [])
        if place >= len(found):
            yield f"{kind} {place}: there are only {len(found)}"
        else:
            yield from differences(record, found[place], f"{kind}[{place}]")
    for word in expected.get("never", []):
        if word in output or word in errors:
            yield f"the output holds '{word}'"
    for kind, count in expected.get("counts", {}).items():
        if len(actual.get(kind, [])) != count:
            yield f"expected {count} records '{kind}', found {len(actual.get(kind, []))}"


def bless(path, expected, records, code):
    actual = by_kind(records)
    places = {}
    for record in expected.get("records", []):
        kind = record["record"]
        place = places[kind] = places.get(kind, -1) + 1
        if place < len(actual.get(kind, [])):
            record.update(taken_over(record, actual[kind][place]))
    for kind in expected.get("counts", {}):
        expected["counts"][kind] = len(actual.get(kind, []))
    expected["exit"] = code
    path.write_text(json.dumps(expected, indent=1, ensure_ascii=False) + "\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--constat", required=True)
    parser.add_argument("--forge", required=True)
    parser.add_argument("--schema", required=True)
    parser.add_argument("--bless", action="store_true")
    parser.add_argument("folder", type=pathlib.Path)
    arguments = parser.parse_args()
    expected = json.loads((arguments.folder / "expected.json").read_text())
    code, output, errors = run_constat(arguments, arguments.folder, expected)
    records = [json.loads(line) for line in output.splitlines()]
    if not expected.get("records") and not expected.get("counts"):
        sys.exit(f"{arguments.folder}: expected.json expects nothing")
    if arguments.bless:
        bless(arguments.folder / "expected.json", expected, records, code)
        return
    problems = list(all_differences(expected, records, code, output, errors)) + list(validate(records, arguments.schema))
    left_behind = arguments.folder / "actual.jsonl"
    if problems:
        left_behind.write_text(output)
        print(f"{arguments.folder.name}: {expected.get('shows', '')}")
        sys.exit("\n".join(problems[:20]) + f"\nthe whole output: {left_behind}")
    left_behind.unlink(missing_ok=True)
    print(f"{arguments.folder.name}: {len(records)} records as expected")


if __name__ == "__main__":
    main()
