// Mails that can be read in two ways, and grow: rows X04 to X18 of the catalogue of faults.
#pragma once

#include "bench/mail_script.h"

namespace constat {

inline constexpr Generator kOddMails[] = {
    {"boundary parameters (X04)",
     [](std::size_t n) {
       return mail("Content-Type: multipart/mixed" +
                   numbered(n, [](const auto& i) { return ";\r\n boundary=b" + i; }) + "\r\n\r\n" +
                   times(n, "--b1\r\n\r\nx\r\n"));
     }},
    {"multiparts of two boundaries (X04)",
     [](std::size_t n) {
       return multipart(times(n,
                              "--a\r\nContent-Type: multipart/mixed; boundary=b; boundary=c"
                              "\r\n\r\n--b\r\n\r\nx\r\n--c\r\n\r\ny\r\n"));
     }},
    {"continued boundaries (X05)",
     [](std::size_t n) {
       return multipart(times(n,
                              "--a\r\nContent-Type: multipart/mixed; boundary=b; boundary*0=c;"
                              " boundary*1=d\r\n\r\n--b\r\n\r\nx\r\n--cd\r\n\r\ny\r\n"));
     }},
    {"boundaries in encoded words (X06)",
     [](std::size_t n) {
       return multipart(times(n,
                              "--a\r\nContent-Type: multipart/mixed; boundary=\"b=?utf-8?Q?c?="
                              "\"\r\n\r\n--bc\r\n\r\ny\r\n"));
     }},
    {"boundaries behind what cannot be read (X07)",
     [](std::size_t n) {
       return multipart(times(n,
                              "--a\r\nContent-Type: multipart/mixed; x y=1; boundary=b\r\n\r\n"
                              "--b\r\n\r\nx\r\n"));
     }},
    {"multiparts without a boundary (X08)",
     [](std::size_t n) {
       return multipart(times(n,
                              "--a\r\nContent-Type: multipart/mixed; boundary=\"\"\r\n\r\n"
                              "--\r\n\r\nx\r\n----\r\n"));
     }},
    {"lines that begin with the boundary (X08)",
     [](std::size_t n) { return multipart("--a\r\n\r\n" + times(n, "--ab\r\n\r\nx\r\n")); }},
    {"inner multiparts that go on outside (X09)",
     [](std::size_t n) {
       return multipart(times(n,
                              "--a\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b"
                              "\r\n\r\nx\r\n--a\r\n\r\n--b--\r\n"));
     }},
    {"parts after the end (X09)",
     [](std::size_t n) { return multipart("--a--\r\n" + times(n, "--a\r\n\r\nx\r\n")); }},
    {"MIME fields outside of parts (X09)",
     [](std::size_t n) {
       return multipart(times(n, "Content-Type: text/html\r\n\r\n") + "--a\r\n\r\nx\r\n--a--\r\n" +
                        times(n, "Content-Type: text/html\r\n\r\n"));
     }},
    {"parts of two encodings (X10)",
     [](std::size_t n) {
       return multipart(times(n,
                              "--a\r\nContent-Transfer-Encoding: base64\r\nContent-Transfer-"
                              "Encoding: quoted-printable\r\n\r\nQUI=\r\n"));
     }},
    {"base64 of a multipart (X10)",
     [](std::size_t n) {
       return mail(
           "Content-Type: multipart/mixed; boundary=a\r\nContent-Transfer-Encoding: base64"
           "\r\n\r\n" +
           times(n, "LS1hDQoNCng=\r\n"));
     }},
    {"base64 with padding in every line (X11)",
     [](std::size_t n) { return encoded("base64", times(n, "QUI=QQ==Q=\r\n")); }},
    {"parts of base64 that goes on (X11)",
     [](std::size_t n) {
       return multipart(times(n, "--a\r\nContent-Transfer-Encoding: base64\r\n\r\nQUI=QUI=\r\n"));
     }},
    {"escapes that are none (X12)",
     [](std::size_t n) { return encoded("quoted-printable", times(n, "=3=c3 = \r\n=")); }},
    {"utf-7 (X15)",
     [](std::size_t n) { return text("plain; charset=utf-7", times(n, "+AOk-x+A")); }},
    {"overlong utf-8 (X15)",
     [](std::size_t n) { return text("plain; charset=utf-8", times(n, "\xc0\xaf\xed\xa0\x80z")); }},
    {"utf-16 (X15)",
     [](std::size_t n) { return text("plain; charset=utf-16", times(n, "a\xe9\xd8z")); }},
    {"escapes of iso-2022-jp (X15)",
     [](std::size_t n) {
       return text("html; charset=iso-2022-jp", times(n, "<\x1b$B$\"\x1b(Ba\x1b(J>"));
     }},
    {"windows-1252, every second byte (X15)",
     [](std::size_t n) { return text("plain; charset=x//TRANSLIT", times(n, "a\xe9")); }},
    {"gb18030 (X15)",
     [](std::size_t n) { return text("plain; charset=gb18030", times(n, "a\xc4\xe3\x84\x31")); }},
    {"metas (X15)", [](std::size_t n) { return text("html", times(n, "<meta charset=x><!-- ")); }},
    {"NUL, CR and LF alone (X16)",
     [](std::size_t n) {
       return mail(times(n, std::string("A:\r\0\n\r\r\nB\r:", 11)) + "\r\n\r\n" +
                   times(n, std::string("x\r\0\n--a\r", 9)));
     }},
    {"boundaries after CR alone (X16)",
     [](std::size_t n) { return multipart(times(n, "\r--a\r\rx\n")); }},
    {"partial messages (X17)",
     [](std::size_t n) {
       return multipart(
           times(n, "--a\r\nContent-Type: message/partial; id=x; number=1\r\n\r\nx\r\n"));
     }},
    {"TNEF (X18)",
     [](std::size_t n) {
       return mail("Content-Type: application/ms-tnef\r\n\r\n" + times(n, "x\x9f>\"\r\n"));
     }},
    {"uuencode",
     [](std::size_t n) {
       return text("plain", "begin 644 x\r\n" + times(n, "#0V%T\r\n") + "`\r\nend\r\n");
     }},
    {"files in uuencode",
     [](std::size_t n) { return text("plain", times(n, "begin 644 x\r\n#0V%T\r\n")); }},
    {"yEnc",
     [](std::size_t n) {
       return text("plain", times(n, "=ybegin line=9 size=9 name=x\r\n=}=J[\\]\r\n"));
     }},
};

}  // namespace constat
