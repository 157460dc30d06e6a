"""extract_test.py CONSTAT FORGE SCENARIO: extracted mails are the very bytes that the records' digests cover, and every piece of them
stands where mails.jsonl says: in the file for mail files, in the TCP payload of that frame (as tshark shows it) for captures."""
import hashlib
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

CONSTAT, FORGE, SCENARIO = sys.argv[1:4]


def run(*arguments, expect=(0, 3)):
    done = subprocess.run([CONSTAT, *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode in expect, f"{arguments}: exit code {done.returncode}: {done.stderr}"
    return done


def records_of(path):
    done = run("facts", path, "--quiet")
    return {record["id"]: record for record in map(json.loads, done.stdout.splitlines()) if record["record"] == "mail"}


def extracted_of(folder):
    lines = [json.loads(line) for line in (folder / "mails.jsonl").read_text().splitlines()]
    inputs = [line for line in lines if line["record"] == "input"]
    mails = [line for line in lines if line["record"] == "extracted_mail"]
    assert {mail["file"] for mail in mails} | {"mails.jsonl"} == {file.name for file in folder.iterdir()}
    return inputs, mails


def check_against_records(folder, mails, records):
    assert {mail["id"] for mail in mails} == set(records), "not the mails of the records"
    for mail in mails:
        bytes_written = (folder / mail["file"]).read_bytes()
        assert hashlib.sha256(bytes_written).hexdigest() == mail["sha256"] == records[mail["id"]]["sha256"]
        assert len(bytes_written) == mail["bytes"] == mail["bytes_written"]
        covered = 0
        for at, length, _, _, _ in mail["pieces"]:
            assert at == covered, f"{mail['id']}: pieces leave out {covered}"
            covered += length
        assert covered == len(bytes_written)


def payloads_of(capture):
    shown = subprocess.run(["tshark", "-n", "-r", capture, "-Y", "tcp.len > 0", "-T", "fields", "-e", "frame.number", "-e", "tcp.payload"],
                           capture_output=True, text=True, check=True).stdout
    return {int(number): bytes.fromhex(payload) for number, payload in (line.split("\t") for line in shown.splitlines())}


def check_capture(work):
    capture, folder = work / "campaign.pcap", work / "mails"
    subprocess.run([FORGE, SCENARIO, "-o", capture], check=True)
    run("extract", capture, "-o", folder, "--basis", "handed-over", "--quiet")
    inputs, mails = extracted_of(folder)
    assert inputs[0]["sha256"] == hashlib.sha256(capture.read_bytes()).hexdigest()
    check_against_records(folder, mails, records_of(capture))
    if shutil.which("tshark"):
        payloads = payloads_of(capture)
        for mail in mails:
            content = (folder / mail["file"]).read_bytes()
            for at, length, _, _, frame in mail["pieces"]:
                assert content[at:at + length] in payloads[frame], f"{mail['id']}: bytes {at}+{length} are not in frame {frame}"
    one = mails[3]["id"]
    run("extract", capture, "-o", work / "one", "--mail", one, "--basis", "own-mailbox", "--quiet")
    assert [mail["id"] for mail in extracted_of(work / "one")[1]] == [one]


def check_mail_files(work):
    box = work / "box.mbox"
    box.write_bytes(b"".join(b"From a@shop.example Mon Mar  2 08:00:0%d 2026\nFrom: a@shop.example\nSubject: %d\n\n>From here\n\n" % (n, n)
                             for n in range(5)))
    folder = work / "letters"
    run("extract", box, "-o", folder, "--basis", "own-mailbox", "--quiet")
    inputs, mails = extracted_of(folder)
    check_against_records(folder, mails, records_of(box))
    assert len(mails) == 5
    for mail in mails:
        content, whole = (folder / mail["file"]).read_bytes(), box.read_bytes()
        for at, length, offset, place, frame in mail["pieces"]:
            assert frame is None and inputs[place]["name"] == str(box)
            assert content[at:at + length] == whole[offset:offset + length]


def check_refusals(work):
    capture = work / "campaign.pcap"
    done = run("extract", capture, "-o", work / "none", expect=(4,))
    assert "--basis" in done.stderr and not (work / "none").exists()
    done = run("extract", capture, "-o", work / "mails", "--basis", "handed-over", expect=(1,))
    assert "not empty" in done.stderr
    done = run("extract", capture, "-o", work / "unknown", "--mail", "m:nobody", "--basis", "handed-over", "--quiet", expect=(1,))
    assert "m:nobody" in done.stderr


def main():
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        check_capture(work)
        check_mail_files(work)
        check_refusals(work)


if __name__ == "__main__":
    main()
