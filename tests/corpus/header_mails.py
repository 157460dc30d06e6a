"""What parsed_mail_json says of mail files, for the comparisons of header fields."""
import json
import pathlib
import subprocess
import sys
import tempfile


def readings(program, paths):
    """The first mail of each file, by path."""
    done = subprocess.run([program, "--as", "eml"], input="\n".join(map(str, paths)), capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{program}: exit code {done.returncode}: {done.stderr}")
    found = {}
    for line in done.stdout.splitlines():
        mail = json.loads(line)
        found.setdefault(pathlib.Path(mail["file"]), mail)
    return found


def readings_of_field(program, name, values):
    """Mails that hold one field each, in the order of its values (bytes)."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, value in enumerate(values):
            paths.append(pathlib.Path(folder) / f"{number}.eml")
            paths[-1].write_bytes(b"X: 1\r\n" + name.encode() + b": " + value + b"\r\n\r\n")
        found = readings(program, paths)
        return [found[path] for path in paths]


def defects(mail):
    return [name for name, _, _ in mail["defects"]]


def folded(text):
    """White space and folding as one space."""
    return " ".join(text.split())


def finish(problems, told):
    print("\n".join(problems) or told)
    sys.exit(1 if problems else 0)
