"""compare_letters.py CONSTAT CORPUS: letter's test mails say in their file names what they are:
test_LANGUAGE_STRUCTURE_CHARSET_over_ENCODING.txt. The same letter stands there in several character sets and transfer
encodings: structure, subject, addresses and visible text must come out the same from all of them."""
import collections
import json
import pathlib
import re
import subprocess
import sys

CONSTAT, CORPUS = sys.argv[1], pathlib.Path(sys.argv[2])
NAME = re.compile(r"test_([a-z]+)_(plaintext|html|multipart_[a-z]+)_(.+)_over_(base64|quoted-printable|7bit|8bit)\.txt$")
PROBLEMS = []


def mail_of(path):
    done = subprocess.run([CONSTAT, "facts", str(path), "--quiet", "--as", "eml", "--basis", "handed-over", "--disclose", "content"],
                          capture_output=True, text=True)
    if done.returncode not in (0, 3):
        sys.exit(f"{path.name}: exit code {done.returncode}: {done.stderr}")
    return next(record for record in map(json.loads, done.stdout.splitlines()) if record["record"] == "mail")


def check_name(path, structure, charset, encoding, mail):
    """The file name's own statements."""
    top = mail["parts"][0]
    expected = {"plaintext": "text/plain", "html": "text/html"}.get(structure, structure.replace("_", "/"))
    if top["type"] != expected:
        PROBLEMS.append(f"{path.name}: the top part is {top['type']}")
    texts = [part for part in mail["parts"] if part["type"] == "text/plain" and not part["disposition"] == "attachment"]
    stated = charset.replace("ascii", "us-ascii")
    # The letters of multipart/signed declare no character set for their text.
    sets = (stated, charset, "") if structure == "multipart_signed" else (stated, charset)
    if not any((part["charset"] or "").lower() in sets and part["encoding"] == encoding for part in texts):
        PROBLEMS.append(f"{path.name}: no text part is {stated} over {encoding}: {[(p['charset'], p['encoding']) for p in texts]}")


def main():
    readings = collections.defaultdict(dict)
    files = 0
    for path in sorted((CORPUS / "letters/tests").glob("*.txt")):
        match = NAME.match(path.name)
        if not match:
            continue
        files += 1
        language, structure, charset, encoding = match.groups()
        mail = mail_of(path)
        check_name(path, structure, charset, encoding, mail)
        header = mail["header"]
        text = next((part["text"] for part in mail["parts"] if part["text"] and part["type"] == "text/plain"), None)
        if text is None:
            PROBLEMS.append(f"{path.name}: no visible text")
        reading = {"subject": header["subject"], "from": [m["address"] for m in header["from"]], "to": [m["address"] for m in header["to"]],
                   "types": [part["type"] for part in mail["parts"]], "text": re.sub(r"\s+", "", text or "")}
        # The last two header lines of these letters have blanks in their names: no fields by RFC 5322 section 2.2, so that the body
        # begins with them (as Python's email reads it too). Of a single-part letter they are then decoded with the text.
        if structure in ("plaintext", "html"):
            del reading["text"]
        # A signed letter declares no character set: its text is a guess.
        if structure == "multipart_signed":
            del reading["text"]
        readings[language, structure].setdefault(json.dumps(reading, ensure_ascii=False, sort_keys=True), []).append(path.name)
    for (language, structure), variants in sorted(readings.items()):
        if len(variants) > 1:
            PROBLEMS.append(f"{language} {structure}: {len(variants)} readings of one letter:\n  " +
                            "\n  ".join(f"{names}: {reading[:600]}" for reading, names in variants.items()))
    print("\n".join(PROBLEMS) or f"{files} letters in {len(readings)} groups: one reading each")
    sys.exit(1 if PROBLEMS or files < 120 else 0)


main()
