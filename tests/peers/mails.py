"""The mails of the comparison, each with constat's reading of it. A file that looks like an mbox is read as one; those of the
spam-assassin collections are one mail each, behind a From line."""
import json
import pathlib
import subprocess

import header_lines

MAIL_SUFFIXES = (".eml", ".raw", ".msg")
# Collections of captures, and of what was read out of them.
CAPTURES = {"arkime", "gopacket", "mercury", "pcapng-test-generator", "pcapplusplus", "suricata-verify", "tcpdump", "zeek"}


class Mail:
    """`reading` is what parsed_mail_json printed. All offsets count in `bytes`."""

    def __init__(self, reading):
        self.reading = reading
        self.path, self.offset, self.length = reading["file"], *reading["source"]
        # The numbering of parts of the first reading only: what the other readers are compared with.
        self.parts = [part for part in reading["parts"] if not part["second_reading"]]
        self._bytes = None

    @property
    def bytes(self):
        if self._bytes is None:
            self._bytes = pathlib.Path(self.path).read_bytes()[self.offset:self.offset + self.length]
        return self._bytes

    @property
    def header(self):
        """Up to the first empty line; all of it where there is none."""
        return header_lines.header_of(self.bytes)

    def values(self, name):
        return header_lines.field_values(self.header, name)

    def body_of(self, part):
        offset, length = part["body"]
        return self.bytes[offset:offset + length]

    def __str__(self):
        return f"{self.path}@{self.offset}"


def is_mail(reading):
    return reading["found"] in ("eml", "mbox") or reading["file"].endswith(MAIL_SUFFIXES)


def read(program, paths, *arguments):
    done = subprocess.run([program, *arguments], input="\n".join(map(str, paths)), capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def all_mails(program, corpus, collection):
    """`collection`: the folder `data` of the 6,046 mails, or None."""
    one_each = sorted((corpus / "spam-assassin").rglob("*.txt"))
    if collection is not None:
        one_each += sorted(collection.rglob("*.txt"))
    others = [path for path in sorted(corpus.rglob("*")) if path.is_file()
              and not ({"spam-assassin", "LICENSES"} | CAPTURES) & set(path.relative_to(corpus).parts)]
    readings = read(program, one_each, "--as", "eml") + [reading for reading in read(program, others) if is_mail(reading)]
    return [Mail(reading) for reading in readings]
