"""compare_readings.py PARSED_MAIL_JSON GMIME_JSON CORPUS [COLLECTION]: every mail of the corpus, and of the collection of 6,046
mails where it is given, as constat, GMime 3 and Python's `email` read it. Each difference must belong to a class that states why,
recognises it from the bytes of the mail, and names the standard; a class without a member is out of date."""
import collections
import json
import os
import pathlib
import subprocess
import sys

import body_classes
import differences
import header_classes
import address_classes
import mails
import python_email
import structure_classes

CLASSES = structure_classes.CLASSES + header_classes.CLASSES + address_classes.CLASSES + body_classes.CLASSES


def gmime_readings(program, all_mails):
    asked = "".join(f"{mail.path}\t{mail.offset}\t{mail.length}\n" for mail in all_mails)
    done = subprocess.run([program], input=asked, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def all_differences(all_mails, gmime):
    for mail, theirs in zip(all_mails, gmime_readings(gmime, all_mails), strict=True):
        yield from differences.differences_of(mail, "gmime", theirs)
    for mail in all_mails:
        yield from differences.differences_of(mail, "python", python_email.reading_of(mail.bytes))


def main():
    ours, gmime, corpus = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    collection = pathlib.Path(sys.argv[4]) if len(sys.argv) > 4 else None
    all_mails = mails.all_mails(ours, corpus, collection)
    found, unexplained = collections.Counter(), []
    for difference in all_differences(all_mails, gmime):
        name = next((known.name for known in CLASSES if known.explains(difference)), None)
        if name is None:
            unexplained.append(difference)
        else:
            found[name] += 1
    for known in CLASSES:
        print(f"{found[known.name]:6} {known.name:38} right: {known.right:8} {known.rfc}: {known.reason}")
    for difference in unexplained[:int(os.environ.get("SHOW", "40"))]:
        print(f"NOT EXPLAINED: {difference.mail} {difference.reader} {difference.aspect}:\n   ours:   {difference.ours!s:.500}\n"
              f"   theirs: {difference.theirs!s:.500}\n   bytes:  {(difference.values if difference.part is None else '')!s:.500}")
    unused = [known.name for known in CLASSES if not found[known.name]]
    print(f"{len(all_mails)} mails, {sum(found.values())} differences explained, {len(unexplained)} not; classes without a member: {unused}")
    # Some classes have members in the collection only.
    out_of_date = unused if collection else []
    sys.exit(1 if unexplained or out_of_date or len(all_mails) < 2000 else 0)


main()
