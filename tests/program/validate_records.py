#!/usr/bin/python3
"""Validates JSON Lines against docs/schema/records.schema.json.

    validate_records.py [--schema FILE] [FILE...]      no FILE, or "-": standard input

Prints the line number and the path of each line that does not follow the schema, or "N lines valid". Exit code 1
when a line does not follow, or when there was no line at all.
"""
import argparse
import json
import pathlib
import sys

import jsonschema

SCHEMA = pathlib.Path(__file__).resolve().parents[2] / "docs" / "schema" / "records.schema.json"
MOST_PROBLEMS = 20


def validators(path):
    """One validator for each kind of record: its messages name the place, those of oneOf do not."""
    schema = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    whole = jsonschema.Draft202012Validator(schema)
    kinds = {}
    for choice in schema["oneOf"]:
        name = choice["$ref"].rsplit("/", 1)[1]
        kinds[name] = jsonschema.Draft202012Validator({"$ref": choice["$ref"], "$defs": schema["$defs"]})
    return whole, kinds


def no_twins(pairs):
    names = [name for name, _ in pairs]
    twins = {name for name in names if names.count(name) > 1}
    if twins:
        raise ValueError(f"member {sorted(twins)[0]!r} stands twice")
    return dict(pairs)


def refused_number(text):
    raise ValueError(f"{text} is not JSON")


def problems_of(line, whole, kinds):
    try:
        record = json.loads(line.decode("utf-8"), object_pairs_hook=no_twins, parse_constant=refused_number)
    except ValueError as error:  # JSON and UTF-8 alike
        yield "$", str(error)
        return
    kind = record.get("record") if isinstance(record, dict) else None
    for error in kinds.get(kind, whole).iter_errors(record):
        best = jsonschema.exceptions.best_match([error])
        yield best.json_path, best.message[:300]


def lines_of(files):
    for name in files or ["-"]:
        stream = sys.stdin.buffer if name == "-" else open(name, "rb")
        with stream:
            for number, line in enumerate(stream, 1):
                yield name, number, line


def main():
    parser = argparse.ArgumentParser(description="Validates JSON Lines against the record schema.")
    parser.add_argument("--schema", type=pathlib.Path, default=SCHEMA)
    parser.add_argument("files", nargs="*")
    arguments = parser.parse_args()
    whole, kinds = validators(arguments.schema)
    lines = problems = 0
    for name, number, line in lines_of(arguments.files):
        lines += 1
        for path, message in problems_of(line, whole, kinds):
            problems += 1
            if problems <= MOST_PROBLEMS:
                print(f"{name}:{number}: {path}: {message}")
    if lines == 0:
        print("no line to validate")
    elif problems == 0:
        print(f"{lines} lines valid")
    else:
        print(f"{problems} problems in {lines} lines")
    sys.exit(1 if problems or lines == 0 else 0)


main()
