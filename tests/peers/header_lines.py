"""Lines of a header, read from the bytes by RFC 5322 section 2.2 alone."""
import re

END = rb"(?:\r\n|(?<!\r)\n|\r(?!\n))"


def header_of(mail):
    """Behind From lines, up to the first empty line; all of it where there is none."""
    start = re.match(rb"(?:>?From [^\r\n]*(?:\r\n?|\n))*", mail).end()
    end = re.search(END + END, mail[start:])
    return mail[start:start + end.start()] if end else mail[start:]


def ends_in_empty_line(before):
    return re.search(END + END + rb"\Z", before) is not None


def lines_of(header):
    return re.split(END, header)


def unknown_to_python(header):
    """Holds a line that Python's feedparser takes for the first one of the body: neither a field name directly followed by a
    colon, nor a continuation."""
    return any(line and not re.match(rb"From |[!-9;-~]*:|[ \t]", line) for line in lines_of(header))


def is_field(line):
    """With white space before the colon too (RFC 5322 section 4.5)."""
    return re.match(rb"[!-9;-~]+[ \t]*:", line) is not None


def field_values(header, name):
    """Raw values of the fields of this name, line ends included."""
    pattern = rb"(?i)(?:\A|(?<=[\r\n]))" + re.escape(name.encode()) + rb"[ \t]*:((?:[^\r\n]|" + END + rb"(?=[ \t]))*)"
    return [match.group(1) for match in re.finditer(pattern, header)]
