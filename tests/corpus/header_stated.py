"""header_stated.py PARSED_MAIL_JSON CORPUS: header fields of mails whose reading is stated: the examples of RFC 2822 appendix A
(mikel/mail keeps them as files, with the values of the RFC's own text), reports of MimeKit's, and malformed headers of mikel/mail
and flanker read by hand after RFC 5322 and RFC 2047. A defect is part of the statement; none stated, none found."""
import pathlib
import sys

from header_mails import defects, finish, readings

PROGRAM, CORPUS = sys.argv[1], pathlib.Path(sys.argv[2])
RFC, ODD = "mikel-mail/spec/fixtures/emails/rfc2822/", "mikel-mail/spec/fixtures/emails/error_emails/"
KIT, FLANKER = "mimekit/UnitTests/TestData/messages/", "flanker/tests/fixtures/messages/"
JOHN, MARY = "John Doe <jdoe@machine.example>", "Mary Smith <mary@example.net>"
# file: {field: stated}. Addresses as "group: name <address>".
STATED = {
    # RFC 2822 appendix A.1.1 to A.6.3
    RFC + "example01.eml": {"from": [JOHN], "to": [MARY], "subject": ["Saying Hello"], "date": "1997-11-21T09:55:06-06:00",
                            "message_id": ["1234@local.machine.example"]},
    RFC + "example02.eml": {"from": [JOHN], "sender": ["Michael Jones <mjones@machine.example>"], "to": [MARY]},
    RFC + "example03.eml": {"from": ["Joe Q. Public <john.q.public@example.com>"],
                            "to": ["Mary Smith <mary@x.test>", "<jdoe@example.org>", "Who? <one@y.test>"],
                            "cc": ["<boss@nil.test>", 'Giant; "Big" Box <sysservices@example.net>'],
                            "date": "2003-07-01T10:52:37+02:00", "message_id": ["5678.21-Nov-1997@example.com"]},
    RFC + "example04.eml": {"to": ["A Group: Chris Jones <c@a.test>", "A Group: <joe@where.test>", "A Group: John <jdoe@one.test>"],
                            "cc": [], "date": "1969-02-13T23:32:54-03:30"},
    RFC + "example06.eml": {"reply_to": ["Mary Smith: Personal Account <smith@home.example>"],
                            "in_reply_to": ["1234@local.machine.example"], "references": ["1234@local.machine.example"]},
    RFC + "example07.eml": {"references": ["1234@local.machine.example", "3456@example.net"]},
    RFC + "example10.eml": {"from": ["Pete <pete@silly.test>"],
                            "to": ["A Group: Chris Jones <c@public.example>", "A Group: <joe@example.org>", "A Group: John <jdoe@one.test>"],
                            "cc": [], "date": "1969-02-13T23:32:00-03:30", "message_id": ["testabcd.1234@silly.test"]},
    RFC + "example11.eml": {"from": ["Joe Q. Public <john.q.public@example.com>"], "to": [MARY, "<jdoe@test.example>"]},
    RFC + "example12.eml": {"date": "1997-11-21T09:55:06+00:00"},
    # The line of two blanks of A.6.3 stands as "__" in this file: no field (RFC 5322 section 2.2).
    RFC + "example13.eml": {"from": [JOHN], "to": ["Mary Smith <>"], "date": "1997-11-21T09:55:06-06:00",
                            "message_id": ["1234@local.machine.example"],
                            "defects": ["address_malformed", "header_field_malformed", "header_field_malformed", "header_end_ambiguous"]},
    # Malformed headers.
    ODD + "bad_date_header.eml": {"date": "", "in_reply_to": ["someone@yahoo.com"],
                                  "some_defects": ["date_malformed", "identifier_malformed"]},
    ODD + "bad_date_header2.eml": {"date": "", "cc": [], "some_defects": ["date_malformed"]},
    ODD + "bad_encoded_subject.eml": {"subject": ["TEST"], "some_defects": ["encoded_word_malformed", "charset_unknown"]},
    # A line of white space inside the folded subject: obsolete folding (RFC 5322 section 4.2), for others the end of the header.
    ODD + "bad_subject.eml": {"from": ["MySurvey.com & Carol Adams <carol@mysurvey.com>"],
                              "subject": ["MySurvey.com:  You have a survey waiting!  91123105"], "some_defects": ["header_end_ambiguous"]},
    ODD + "empty_group_lists.eml": {"to": []},
    # "Reply-To: name <>", with raw UTF-8.
    ODD + "encoding_madness.eml": {"reply_to": ["KLAUS- H\u00c4NSCHEL <>"], "some_defects": ["address_malformed", "raw_8bit_header"]},
    # Encoded words within a quoted string, which RFC 2047 section 5 forbids; raw ISO 8859-1 in Subject.
    ODD + "invalid_subject_characters.eml": {"from": ["Forma\u00e7\u00e3o Frenetikpolis <info@formacaofrenetik.info>"],
                                             "some_defects": ["encoded_word_malformed", "raw_8bit_header"]},
    # The second References goes on with a line that is no field: the body begins there.
    ODD + "multiple_references_with_one_invalid.eml": {"references": ["foo@bar.net", "baz@bar.net", "invalid."],
                                                       "some_defects": ["duplicate_field", "identifier_malformed", "header_unterminated"]},
    # "16:21:05 H0500": a military zone says nothing of the offset (RFC 5322 section 4.3), and digits follow it.
    ODD + "trademark_character_in_subject.eml": {"date": "2010-10-12T16:21:05-00:00", "some_defects": ["date_malformed"]},
    ODD + "weird_to_header.eml": {"to": ["<user-example@aol.com>", "<e-s-a-s-2200@app.ar.com>"], "subject": [""]},
    ODD + "multiple_content_types.eml": {"some_defects": ["duplicate_field"]},
    # flanker: "Foo, Bar" hides a comma in an encoded word; it does not part two addresses.
    FLANKER + "encoded-header.eml": {"from": ["Foo, Bar <foo.bar@example.com>"]},
    FLANKER + "from-encoding.eml": {"from": ["Ingo L\u00fctkebohle <ingo@blank.pages.de>"], "some_defects": ["raw_8bit_header"]},
    # MimeKit: the groups of fields its tests assert.
    KIT + "delivery-status.txt": {"recipients": [("newsletter-request@imusic.com", "failed", "500 (err.nosuchuser)")],
                                  "some_defects": ["report_malformed"]},  # no Status
    KIT + "delivery-status-no-blank-line.txt": {"recipients": [("newsletter-request@imusic.com", "failed", "500 (err.nosuchuser)")],
                                                "some_defects": ["report_malformed"]},
    KIT + "feedback-report.txt": {"feedback": ("abuse", "SomeGenerator/1.0", "1", "somespammer@example.net", ["user@example.com"],
                                               "192.0.2.2", ["example.net"],
                                               ["http://example.net/earn_money.html", "mailto:user@example.com"]),
                                  "some_defects": ["header_field_malformed"]},  # the file begins with a byte order mark
    KIT + "disposition-notification.txt": {"recipients": [("Joe_Recipient@example.com", "manual-action/mdn-sent-manually; displayed", "")],
                                           "returned": "199509192301.23456@example.org"},
}


def mailbox(entry):
    group = f"{entry['group']}: " if entry["group"] else ""
    return f"{group}{entry['name']} <{entry['address']}>".replace("  <", " <").strip() if entry["name"] else f"{group}<{entry['address']}>"


def found(mail, field):
    if field in ("from", "sender", "reply_to", "to", "cc"):
        return [mailbox(entry) for entry in mail[field]]
    report = mail["report"] or {}
    if field == "recipients":
        return [(one["final_recipient"][1], one["action"], one["diagnostic"][1]) for one in report["recipients"]]
    if field == "feedback":
        return tuple(report[name] for name in ("feedback_type", "user_agent", "version", "original_mail_from", "original_rcpt_to",
                                               "source_ip", "reported_domains", "reported_uris"))
    if field == "returned":
        return report["returned_message_id"]
    return defects(mail) if field == "defects" else mail[field]


def main():
    read = readings(PROGRAM, [CORPUS / name for name in STATED])
    problems, values = [], 0
    for name, stated in STATED.items():
        mail = read[CORPUS / name]
        if name.startswith(RFC):
            stated.setdefault("defects", [])
        for field, expected in stated.items():
            values += 1
            if field == "some_defects":
                missing = [one for one in expected if one not in defects(mail)]
                if missing:
                    problems.append(f"{name}: {missing} not among {defects(mail)}")
            elif sorted(found(mail, field)) != sorted(expected) if field == "defects" else found(mail, field) != expected:
                problems.append(f"{name}: {field}: {found(mail, field)!r}, stated: {expected!r}")
    finish(problems, f"{values} stated values of {len(STATED)} mails")


main()
