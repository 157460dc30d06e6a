"""structure_mime4j.py PARSED_MAIL_JSON CORPUS: part trees and decoded bodies as james-mime4j states them in its *_decoded.xml and
*_decoded_* files, against ours. Each difference is listed here with its reason and who is right by the RFC."""
import hashlib
import pathlib
import sys
import xml.etree.ElementTree as ElementTree

from header_mails import finish, readings

PROGRAM, CORPUS = sys.argv[1], pathlib.Path(sys.argv[2])
FOLDER = CORPUS / "james-mime4j/core/src/test/resources/testmsgs"

NOT_DECODED = ("mime4j descends into an encoded message/rfc822; RFC 2046 section 5.2.1 allows 7bit, 8bit and binary there only: "
               "a leaf, and both readings of its bytes are digested")
BY_BEGINNING = ("mime4j takes a line that begins with the boundary for a boundary line, as the note to implementors of RFC 2046 "
                "section 5.1.1 has it; ours is the whole line, as GMime and Python read it, and theirs is the second reading")
# File: the shape that is ours, and the reason.
DIFFERENT_TREES = {
    "bad-newlines-multiple-parts-base64": ("leaf", NOT_DECODED, "transfer_encoding_ambiguous"),
    "base64encoded-rfc822message": ("leaf", NOT_DECODED, "transfer_encoding_ambiguous"),
    "base64encoded-rfc822message-nested": ("leaf", NOT_DECODED, "transfer_encoding_ambiguous"),
    "ending-boundaries": ("multipart()", BY_BEGINNING, "boundary_ambiguous"),
}
DIFFERENT_BODIES = {
    "basic-plain-with-bad-header-separator": "a line of one blank continues the field before it (RFC 5322 section 4.2) for both; of the "
    "line after it, which is no field, mime4j says nothing and goes on to the empty line, ours begins the body there: "
    "header_end_ambiguous, and mime4j's body is the second reading",
}


def our_shape(parts, index=0):
    inside = [our_shape(parts, i) for i, part in enumerate(parts) if part["parent"] == index and not part["second_reading"]]
    if not parts[index]["container"]:
        return "leaf"
    return ("multipart" if parts[index]["type"].startswith("multipart/") else "message") + "(" + " ".join(inside) + ")"


def their_shape(entity):
    for child in entity:
        if child.tag == "multipart":
            return "multipart(" + " ".join(their_shape(part) for part in child if part.tag == "body-part") + ")"
        if child.tag == "message":
            return "message(" + their_shape(child) + ")"
        if child.tag in ("text-body", "binary-body"):
            return "leaf"
    return "nothing"


def bodies(entity):
    """Names of the files that hold the decoded bodies, in order."""
    return [child.get("name") for child in entity.iter() if child.tag in ("text-body", "binary-body")]


def body_problems(name, mail, entity):
    leaves = [part for part in mail["parts"] if not part["container"] and not part["second_reading"]]
    for part, file in zip(leaves, bodies(entity)):
        path = FOLDER / file
        if path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() != part["decoded_sha256"]:
            yield f"{name}: part {part['path']} is not {file}"


def main():
    stated = {path: FOLDER / f"{path.stem}_decoded.xml" for path in sorted(FOLDER.glob("*.msg"))}
    stated = {path: xml for path, xml in stated.items() if xml.exists()}
    found = readings(PROGRAM, stated)
    problems, checked = [], 0
    for path, xml in stated.items():
        name, mail = path.stem, found[path]
        entity = ElementTree.fromstring(xml.read_text(encoding="latin-1"))
        ours, theirs = our_shape(mail["parts"]), their_shape(entity)
        if name in DIFFERENT_TREES:
            shape, _, why = DIFFERENT_TREES[name]
            if ours != shape or ours == theirs:
                problems.append(f"{name}: {ours}, the list says {shape}, mime4j {theirs}")
            if why not in [reading["why"] for reading in mail["second_readings"]]:
                problems.append(f"{name}: no second reading {why}")
            continue
        if ours != theirs:
            problems.append(f"{name}: {ours}, mime4j {theirs}")
            continue
        differing = list(body_problems(name, mail, entity))
        checked += len(bodies(entity))
        if (name in DIFFERENT_BODIES) != bool(differing):
            problems += differing or [f"{name}: does not differ any more"]
    finish(problems, f"{len(stated)} mails, {checked} bodies as mime4j states them; {len(DIFFERENT_TREES) + len(DIFFERENT_BODIES)} "
           "differences, each with its reason")


main()
