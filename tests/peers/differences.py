"""Two readings of one mail brought to one shape, and where they differ.

What is made equal before: runs of white space in decoded header text are one space (RFC 5322 section 2.2.3 unfolds, and readers
differ in what they make of what is left); a date is an instant and its offset; only the first Subject and Date are compared."""
import dataclasses
import datetime
import re

ADDRESSES = ("from", "sender", "reply_to", "to", "cc", "bcc")


@dataclasses.dataclass
class Difference:
    mail: object
    reader: str  # "gmime" or "python"
    aspect: str  # "subject", "date", a key of ADDRESSES, "tree", "bytes"
    ours: object
    theirs: object
    part: object = None  # of "bytes": what constat says of the part

    @property
    def body(self):
        return self.mail.body_of(self.part)

    @property
    def values(self):
        return self.mail.values(self.aspect.replace("_", "-"))


@dataclasses.dataclass(frozen=True)
class DifferenceClass:
    """`rule` looks at the bytes of the mail and says whether they hold what makes these readings differ."""
    name: str
    readers: tuple
    aspects: tuple
    right: str  # "constat", "python", "gmime", "both" (the standard allows either) or "none" (it says nothing of such bytes)
    rfc: str
    reason: str
    rule: object

    def explains(self, difference):
        return (difference.reader in self.readers and difference.aspect in self.aspects and bool(self.rule(difference)))


def folded(text):
    return re.sub(r"\s+", " ", text or "").strip()


def instant(text):
    if not text:
        return None
    date = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    return [int(date.timestamp()), int(date.utcoffset().total_seconds() // 60)]


def tree_of(mail):
    depths = {}
    rows = []
    for index, part in enumerate(mail.reading["parts"]):
        depths[index] = depths[part["parent"]] + 1 if part["parent"] >= 0 else 0
        if not part["second_reading"]:
            rows.append([depths[index], part["type"]])
    return rows


def differences_of(mail, reader, theirs):
    ours = mail.reading
    subject = folded(ours["subject"][0]) if ours["subject"] else ""
    if subject != folded(theirs.get("subject")):
        yield Difference(mail, reader, "subject", subject, folded(theirs.get("subject")))
    if instant(ours["date"]) != theirs.get("date"):
        yield Difference(mail, reader, "date", instant(ours["date"]), theirs.get("date"))
    for key in ADDRESSES:
        mine = [[folded(box["name"]), box["address"]] for box in ours[key]]
        other = [[folded(name), address] for name, address in theirs.get(key, [])]
        if mine != other:
            yield Difference(mail, reader, key, mine, other)
    yield from differences_of_parts(mail, reader, theirs)


def differences_of_parts(mail, reader, theirs):
    mine = tree_of(mail)
    other = [[part["depth"], part["type"]] for part in theirs.get("parts", [])]
    if mine != other:
        yield Difference(mail, reader, "tree", mine, other)
        return
    for part, their_part in zip(mail.parts, theirs.get("parts", [])):
        if not part["container"] and "sha256" in their_part and part["decoded_sha256"] != their_part["sha256"]:
            yield Difference(mail, reader, "bytes", (part["path"], part["type"], part["encoding"], part["decoded_bytes"],
                             part["decoded_sha256"]), (their_part["bytes"], their_part["sha256"]), part)
