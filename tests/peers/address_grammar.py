"""Is the value of a field an address list by RFC 5322 sections 3.4 and 4.4, obsolete forms, RFC 6532 and RFC 2047 included?
Possessive patterns (Python 3.11) keep this linear."""
import re


def comments(depth):
    inner = rb"" if depth == 0 else rb"|" + comments(depth - 1)
    return rb"\((?:[^()\\]|\\[\x00-\xff]" + inner + rb")*+\)"


CFWS = rb"(?:[ \t\r\n]|" + comments(3) + rb")*+"
ATOM = rb"(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]|[\x80-\xff])++"
QUOTED = rb'"(?:[^"\\]|\\[\x00-\xff])*+"'
WORD = rb"(?:" + ATOM + rb"|" + QUOTED + rb")"
LOCAL = CFWS + WORD + rb"(?:" + CFWS + rb"\." + CFWS + WORD + rb")*" + CFWS
DOMAIN = (CFWS + rb"(?:\[(?:[^\[\]\\]|\\[\x00-\xff])*\]|" + ATOM + rb"(?:" + CFWS + rb"\." + CFWS + ATOM + rb")*)" + CFWS)
SPEC = LOCAL + rb"@" + DOMAIN
ROUTE = rb"(?:" + CFWS + rb"(?:@" + DOMAIN + rb"|,))*:"
PHRASE = CFWS + WORD + rb"(?:" + CFWS + rb"(?:" + WORD + rb"|\.))*" + CFWS
MAILBOX = rb"(?:" + SPEC + rb"|(?:" + PHRASE + rb")?" + CFWS + rb"<(?:" + CFWS + ROUTE + rb")?" + SPEC + rb">" + CFWS + rb")"
MEMBERS = rb"(?:" + CFWS + rb",)*" + rb"(?:" + MAILBOX + rb"(?:(?:" + CFWS + rb",)+" + MAILBOX + rb")*)?(?:" + CFWS + rb",)*" + CFWS
GROUP = PHRASE + rb":" + MEMBERS + rb";" + CFWS
ONE = re.compile(rb"(?:" + MAILBOX + rb"|" + GROUP + rb"|" + CFWS + rb")(?:,|\Z)")


def is_address_list(value):
    """Element by element, so that no pattern has to go back over a long list."""
    at = 0
    while at < len(value):
        match = ONE.match(value, at)
        if not match:
            return False
        at = match.end()
    return True
