"""structure_stated.py PARSED_MAIL_JSON CORPUS: parts whose content, number or oddity the corpus states: files that zbateson, mikel/mail
and MimeKit keep beside the mails that carry them, and mails of enmime, mimekit, nodemailer, postal-mime, php-mime-mail-parser and
mikel/mail whose structure was read by hand after RFC 2046 and the names their projects gave them."""
import hashlib
import pathlib
import sys

from header_mails import defects, finish, readings

PROGRAM, CORPUS = sys.argv[1], pathlib.Path(sys.argv[2])
ZBATESON, KIT = "zbateson/tests/_data/emails/", "mimekit/UnitTests/TestData/"
PHP, MIKEL = "php-mime-mail-parser/tests/mails/", "mikel-mail/spec/fixtures/"
ENMIME = "enmime/testdata/"

# Mail, part: the file that it carries.
CARRIED = [
    (ZBATESON + "github-115.txt", "1", ZBATESON + "files/hareandtortoise.txt"),
    (ZBATESON + "github-115.txt", "2", ZBATESON + "files/blueball.png"),
    (ZBATESON + "github-115.txt", "3", ZBATESON + "files/greenball.png"),
    (ZBATESON + "github-115.txt", "4", ZBATESON + "files/redball.png"),
    (ZBATESON + "m0019.txt", "2.2", ZBATESON + "files/greenball.png"),
    (ZBATESON + "m0019.txt", "2.3", ZBATESON + "files/redball.png"),
    (ZBATESON + "m0020.txt", "2.4", ZBATESON + "files/redball.png"),
    (ZBATESON + "m0024.txt", "2", ZBATESON + "files/Biodiversite de semaine en semaine.doc"),
    (ZBATESON + "m4002.txt", "1.1", ZBATESON + "files/hareandtortoise.txt"),
    (ZBATESON + "m4004.txt", "1.1.2.2", ZBATESON + "files/blueball.png"),
    (ZBATESON + "m4004.txt", "1.3", ZBATESON + "files/greenball.png"),
    (ZBATESON + "m4006.txt", "1", ZBATESON + "files/blueball.png"),  # under the type application/ms-tnef
    (PHP + "m0014", "1", ZBATESON + "files/HasenundFrosche.txt"),
    (PHP + "m0024", "2", ZBATESON + "files/Biodiversite de semaine en semaine.doc"),
    (MIKEL + "emails/multi_charset/japanese_attachment.eml", "2", MIKEL + "attachments/てすと.txt"),
]

# Mail: its parts as "path type bytes [file name]", and defects that must be among those found.
TREES = {
    ENMIME + "mail/multipart-wo-boundary.raw": (["1 multipart/report 40"], ["boundary_missing"]),
    ENMIME + "low-quality/bad-final-boundary.raw": (None, ["boundary_not_closed"]),
    ENMIME + "low-quality/malformed-base64-attach.raw": (None, ["base64_malformed"]),
    ENMIME + "low-quality/unk-encoding-part.raw": (None, ["transfer_encoding_unknown"]),
    ENMIME + "low-quality/unk-charset-part.raw": (None, ["charset_unknown"]),
    ENMIME + "parts/extra-base64-character.raw": (None, ["base64_malformed"]),
    ENMIME + "parts/quoted-printable-invalid.raw": (None, ["quoted_printable_malformed"]),
    ENMIME + "parts/multimixed-no-closing-boundary.raw": (None, ["boundary_not_closed"]),
    # "--Enmime-Test-100-->": enmime closes the multipart there (RFC 2046 section 5.1.1, note to implementors); the whole line is no
    # boundary line, so what follows belongs to part 2. Both are kept.
    ENMIME + "mail/epilogue-sample.raw": (["TEXT multipart/mixed 0", "1 text/plain 14", "2 text/html 37 test.html",
                                           "~1.2 text/html 7 test.html"], ["boundary_ambiguous", "boundary_not_closed"]),
    KIT + "dkim/multipart-no-end-boundary.msg": (["TEXT multipart/alternative 0", "1 text/plain 43", "2 text/html 70"],
                                                 ["boundary_not_closed"]),
    KIT + "partial/message-partial.1.eml": (["1 message/partial 61393"], []),
    KIT + "tnef/ukr.eml": (["TEXT multipart/mixed 0", "1 text/plain 41", "2 application/ms-tnef 9566 winmail.dat"], []),
    "nodemailer-mailparser/test/fixtures/nested.eml": (
        ["TEXT multipart/mixed 0", "1 multipart/related 0", "1.1 multipart/alternative 0", "1.1.1 text/plain 30", "1.1.2 text/html 44",
         "2 multipart/alternative 0", "2.1 text/plain 13", "2.2 text/html 18"], []),
    "nodemailer-mailparser/test/fixtures/decoderended.eml": (
        ["TEXT multipart/mixed 0", "1 multipart/alternative 0", "1.1 text/plain 114", "1.2 text/html 28", "2 message/rfc822 0",
         "2.1 text/plain 0"], []),
    # The last line is "--mimepart_...81ef-": by its beginning one more part.
    MIKEL + "emails/mime_emails/raw_email4.eml": (
        ["TEXT multipart/mixed 0", "1 multipart/mixed 0", "1.1 text/plain 11", "2 text/plain 318", "3 text/plain 47",
         "~1.1 multipart/mixed 0", "~1.3 text/plain 0", "~1.4 text/plain 0"], ["boundary_ambiguous"]),
    MIKEL + "emails/error_emails/content_transfer_encoding_with_semi_colon.eml": (None, ["transfer_encoding_ambiguous"]),
    PHP + "m0001": (["TEXT multipart/mixed 0", "1 multipart/alternative 0", "1.1 text/plain 1", "1.2 text/html 26",
                     "2 application/octet-stream 2 attach01"], []),
    # Two Content-Transfer-Encoding fields that differ.
    PHP + "issue126": (None, ["duplicate_field", "transfer_encoding_ambiguous"]),
}
# The first message of mimetorture (postal-mime keeps it whole): attached messages in attached messages, each with its numbers.
TORTURE = ("postal-mime/test/fixtures/mimetorture.eml", 49, 10, "10.1.1.1.2 text/html 2024")

# yEnc: what MimeKit's tests decode: joystick.jpg in two parts, testfile.txt of 584 bytes (CRC ded29f4f).
YENC = KIT + "yenc/"


def line_of(part):
    size = 0 if part["container"] else part["decoded_bytes"]
    return f"{part['path']} {part['type']} {size} {part['filename']}".rstrip()


def carried_problems(found):
    for mail, path, file in CARRIED:
        part = next((part for part in found[CORPUS / mail]["parts"] if part["path"] == path), None)
        if part is None or part["decoded_sha256"] != hashlib.sha256((CORPUS / file).read_bytes()).hexdigest():
            yield f"{mail}: part {path} is not {file}"


def tree_problems(found):
    for mail, (tree, noted) in TREES.items():
        reading = found[CORPUS / mail]
        lines = [line_of(part) for part in reading["parts"]]
        if tree is not None and lines != tree:
            yield f"{mail}: {lines}"
        yield from (f"{mail}: no {kind}" for kind in noted if kind not in defects(reading))
    mail, count, attached, line = TORTURE
    parts = found[CORPUS / mail]["parts"]
    if len(parts) != count or line not in [line_of(part) for part in parts]:
        yield f"{mail}: {len(parts)} parts"
    if sum(part["type"] == "message/rfc822" and part["path"].count(".") == 0 for part in parts) != attached:
        yield f"{mail}: attached messages"
    if any(part["attached"] != ("." in part["path"]) for part in parts):
        yield f"{mail}: what is below an attached message"


def yenc_problems(found):
    whole = (CORPUS / (YENC + "joystick.jpg")).read_bytes()
    for mail, name, size, digest in ((YENC + "00000020.ntx", "joystick.jpg", 11250, hashlib.sha256(whole[:11250]).hexdigest()),
                                     (YENC + "00000021.ntx", "joystick.jpg", 8088, hashlib.sha256(whole[11250:]).hexdigest()),
                                     (YENC + "simple.msg", "testfile.txt", 584, None)):
        files = found[CORPUS / mail]["encoded_files"]
        if [(file["encoding"], file["name"], file["bytes"], file["complete"]) for file in files] != [("yenc", name, size, True)]:
            yield f"{mail}: {files}"
        elif digest not in (None, files[0]["sha256"]):
            yield f"{mail}: not the bytes of {name}"


def main():
    mails = {mail for mail, _, _ in CARRIED} | set(TREES) | {TORTURE[0]}
    mails |= {YENC + name for name in ("00000020.ntx", "00000021.ntx", "simple.msg")}
    found = readings(PROGRAM, sorted(CORPUS / mail for mail in mails))
    finish([*carried_problems(found), *tree_problems(found), *yenc_problems(found)],
           f"{len(mails)} mails: {len(CARRIED)} files carried, {len(TREES) + 1} structures, 3 files in yEnc as stated")


main()
