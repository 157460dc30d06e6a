"""wrong_inputs_test.py CONSTAT FORGE SCENARIO: wrong inputs and wrong usage give one clear line and the right exit code; a cut
capture still reports everything before the cut."""
import gzip
import json
import os
import pathlib
import subprocess
import sys
import tempfile

CONSTAT, FORGE, SCENARIO = sys.argv[1:4]
PROBLEMS = []


def constat(*arguments, stdin=None):
    done = subprocess.run([CONSTAT, *map(str, arguments)], capture_output=True, input=stdin)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def expect(what, condition, detail=""):
    if not condition:
        PROBLEMS.append(f"{what}: {detail}")


def one_line(what, arguments, code, *words, stdin=None):
    """The exit code, and one line on standard error that holds all the words."""
    found, output, errors = constat(*arguments, stdin=stdin)
    lines = [line for line in errors.splitlines() if "throw-away key" not in line]
    expect(what, found == code, f"exit code {found}, not {code}: {errors}")
    expect(what, len(lines) == 1, f"not one line: {errors}")
    for word in words:
        expect(what, word in errors, f"'{word}' is not in: {errors}")


def test_one_line_each(folder):
    png = folder / "picture.png"
    png.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(200))
    empty = folder / "empty.pcap"
    empty.touch()
    pictures = folder / "pictures"
    pictures.mkdir()
    (pictures / "a.png").write_bytes(png.read_bytes())
    nothing = folder / "nothing"
    nothing.mkdir()
    one_line("missing file", ["facts", folder / "none.pcap"], 1, "none.pcap", "No such file")
    one_line("picture", ["facts", png], 1, "picture.png", "offset 0", "--as")
    one_line("picture, analyze", ["analyze", png], 1, "picture.png")
    one_line("empty file", ["facts", empty], 1, "empty.pcap", "empty")
    one_line("empty standard input", ["facts", "-"], 1, "-", "empty", stdin=b"")
    one_line("directory of pictures", ["facts", pictures], 1, "pictures", "no capture and no mail")
    one_line("empty directory", ["facts", nothing], 1, "nothing", "no capture and no mail")
    one_line("unknown option", ["facts", "--wat", png], 2, "--wat", "--help")
    one_line("no input", ["facts"], 2, "INPUT")
    one_line("no command", [], 2, "--help")
    one_line("unknown command", ["judge", png], 2, "judge")
    one_line("unknown kind", ["facts", "--as", "zip", png], 2, "zip")
    one_line("disclosure without a basis", ["facts", "--disclose", "content", png], 4, "--basis")
    code, _, errors = constat("criteria", "FR.unknown")
    expect("unknown criterion", code == 2 and "FR.L34-5.al5.contact" in errors, errors)
    if os.geteuid() != 0:
        png.chmod(0)
        one_line("unreadable file", ["facts", png], 1, "Permission denied")


def test_help_and_version():
    for arguments, word in ([["--help"], "analyze"], [["--version"], "constat 0."], [["facts", "--help"], "INPUT"]):
        code, output, _ = constat(*arguments)
        expect(str(arguments), code == 0 and word in output, output)
    for language, word in (["en", "facts against"], ["fr", "faits à charge"]):
        code, output, _ = constat("criteria", "--lang", language)
        expect("criteria " + language, code == 0 and word in output and output.count("FR.") >= 6, output[:200])


def records(output, kind):
    return [record for record in map(json.loads, output.splitlines()) if record["record"] == kind]


def test_cut_capture(folder):
    whole = folder / "whole.pcap"
    subprocess.run([FORGE, SCENARIO, "-o", str(whole)], check=True, capture_output=True)
    key = folder / "key"
    _, output, _ = constat("facts", whole, "--key", key)
    all_mails = records(output, "mail")
    expect("whole capture", len(all_mails) > 20, f"{len(all_mails)} mails")
    data = whole.read_bytes()
    cut = folder / "cut.pcap"
    cut.write_bytes(data[: len(data) * 2 // 3 + 5])
    code, output, errors = constat("facts", cut, "--key", key)
    expect("cut capture", code == 3, f"exit code {code}: {errors}")
    defects = records(output, "input")[0]["defects"]
    expect("cut capture", [d["kind"] for d in defects] == ["input_truncated"], str(defects))
    seen = {m["sha256"] for m in records(output, "mail") if m["completeness"] == "complete"}
    known = {m["sha256"] for m in all_mails}
    expect("cut capture", len(seen) > 10 and seen <= known, f"{len(seen)} complete mails before the cut")
    code, piped, _ = constat("facts", "-", "--key", key, stdin=data)
    names = lambda mail: {k: v for k, v in mail.items() if k != "input"}
    expect("standard input", list(map(names, records(piped, "mail"))) == list(map(names, all_mails)), "records differ")


def test_filters_and_workers(folder):
    capture, letter = folder / "campaign.pcap", folder / "letter.eml"
    subprocess.run([FORGE, SCENARIO, "-o", str(capture)], check=True, capture_output=True)
    letter.write_bytes(b"From: a@shop.example\r\nSubject: s\r\n\r\ntext\r\n")
    one_line("filter with a wrong word", ["facts", "-q", capture, "--", "tcp", "prt", "25"], 1, "prt")
    one_line("filter with a name", ["facts", "-q", capture, "--", "host mx.example"], 1, "not looked up")
    one_line("filter that ends early", ["facts", "-q", capture, "--", "tcp port"], 1, "tcp port")
    one_line("filter of mail files", ["facts", "-q", letter, "--", "tcp port 25"], 1, "no input is a capture")
    one_line("no workers", ["facts", "-j", "0", capture], 2, "--jobs")
    one_line("unknown checksums", ["facts", "--checksums", "wat", capture], 2, "--checksums")
    code, output, errors = constat("facts", "-q", capture, "--", "tcp", "port", "25", "and", "host", "203.0.113.99")
    summary = records(output, "summary")[0]["coverage"]
    expect("a filter that nothing passes", code == 0 and summary["frames"] == summary["frames_skipped"]["filtered"] > 0, errors)


def test_damaged_compressed_capture(folder):
    whole = folder / "campaign.pcap"
    compressed = bytearray(gzip.compress(whole.read_bytes()))
    damaged = folder / "damaged.pcap.gz"
    damaged.write_bytes(compressed[: len(compressed) // 2])
    code, output, errors = constat("facts", "-q", damaged)
    kinds = {defect["kind"] for defect in records(output, "input")[0]["defects"]}
    expect("half of a compressed capture", code == 3 and "compressed_data_damaged" in kinds, f"{code} {kinds} {errors}")
    expect("half of a compressed capture", records(output, "mail"), "no mail before the end")


with tempfile.TemporaryDirectory() as scratch:
    test_one_line_each(pathlib.Path(scratch))
    test_help_and_version()
    test_cut_capture(pathlib.Path(scratch))
    test_filters_and_workers(pathlib.Path(scratch))
    test_damaged_compressed_capture(pathlib.Path(scratch))
print("\n".join(PROBLEMS) or "wrong inputs: all as stated")
sys.exit(1 if PROBLEMS else 0)
