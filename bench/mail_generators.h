// Mails that grow: rows M03 to M19 of the catalogue of faults.
#pragma once

#include "bench/mail_script.h"

namespace constat {

inline constexpr Generator kMails[] = {
    {"one folded field (M03)",
     [](std::size_t n) { return header("Subject: x" + times(n, "\r\n x")); }},
    {"From fields (M04)",
     [](std::size_t n) { return header(times(n, "From: <a@s.example>\r\n")); }},
    {"lines that are no field",
     [](std::size_t n) { return header(times(n, "no field at all\r\n")); }},
    {"names without a colon, tabs and colons",
     [](std::size_t n) { return header(times(n, ": x\r\n\t:\r\nX :\r\n\r")); }},
    {"nested multiparts (M05)",
     [](std::size_t n) {
       return multipart(numbered(n, [](const auto& i) {
         return "--" + (i == "0" ? "a" : "b" + i) +
                "\r\nContent-Type: multipart/mixed; boundary=b" +
                std::to_string(std::stoul(i) + 1) + "\r\n\r\n";
       }));
     }},
    {"a chain of message/rfc822 (M06)",
     [](std::size_t n) { return mail(times(n, "Content-Type: message/rfc822\r\n\r\n")); }},
    {"sibling parts (M07)", [](std::size_t n) { return multipart(times(n, "--a\r\n\r\n")); }},
    {"lines that look like boundaries (M08)",
     [](std::size_t n) { return multipart(times(n, "--ab\r\n--a-\r\n---\r\n")); }},
    {"continued parameters (M09)",
     [](std::size_t n) {
       return header("Content-Type: text/plain" +
                     numbered(n, [](const auto& i) { return ";\r\n name*" + i + "=x"; }));
     }},
    {"starts of encoded words (M10)",
     [](std::size_t n) { return header("Subject: " + times(n, "=?utf-8?Q?\r\n ")); }},
    {"adjacent encoded words (M10)",
     [](std::size_t n) { return header("Subject:" + times(n, " =?utf-8?Q?=C3=A9?=\r\n")); }},
    {"colons and brackets of addresses (M11)",
     [](std::size_t n) { return header("To: " + times(n, ":<(\r\n ")); }},
    {"comments inside comments (M11)",
     [](std::size_t n) { return header("To: " + times(n, "((((((((\r\n ")); }},
    {"base64, one character a line (M13)",
     [](std::size_t n) { return encoded("base64", times(n, "Zm9\r\nv\r\n")); }},
    {"soft breaks only (M13)",
     [](std::size_t n) { return encoded("quoted-printable", times(n, "=\r\n")); }},
    {"escapes with a bare CR (M13)",
     [](std::size_t n) { return encoded("quoted-printable", times(n, "=41 \r")); }},
    {"tags that are not closed (M14)",
     [](std::size_t n) { return text("html", times(n, "<div><b><td>x")); }},
    {"attributes (M14)",
     [](std::size_t n) { return text("html", "<a " + times(n, "href=x\r\n ") + ">x</a>"); }},
    {"comments that are not closed (M14)",
     [](std::size_t n) { return text("html", times(n, "<!-- <a href=x\r\n")); }},
    {"starts of URLs (M15)",
     [](std::size_t n) { return text("plain", times(n, "http:// https:\r\n")); }},
    {"near matches of phrases (M19)",
     [](std::size_t n) { return text("plain", times(n, "pour ne plus recevoi si vous ne\r\n")); }},
    {"instructions to stop (M19)",
     [](std::size_t n) {
       return text("plain", times(n, "pour ne plus recevoir, ecrivez a a@b.example\r\n"));
     }},
    {"names of the sender's domain",
     [](std::size_t n) { return text("plain", times(n, "s s.s-x ")); }},
    {"numbers, streets and legal forms",
     [](std::size_t n) {
       return text("plain", times(n, "12 rue 75001 Lille SAS 552 100 554 RCS 01 02 03 04 05\r\n"));
     }},
    {"a boundary of 64 KB and lines that begin with it (M08)",
     [](std::size_t n) {
       const std::string b(60'000, 'b');
       return mail("Content-Type: multipart/mixed; boundary=" + b + "\r\n\r\n--" + b + "\r\n\r\n" +
                   times(n, "--" + std::string(100, 'b') + "\r\n"));
     }},
    {"boundaries each a prefix of the next (M08)",
     [](std::size_t n) {
       std::string mime;
       for (std::size_t depth = 1; depth <= 100; ++depth) {
         const std::string b(depth, 'x');
         mime += "Content-Type: multipart/mixed; boundary=" + b + "\r\n\r\n--" + b + "\r\n";
       }
       return mail(mime + "\r\n" + times(n, "--" + std::string(100, 'x') + "y\r\n"));
     }},
    {"one boundary on all levels (M08)",
     [](std::size_t n) {
       return mail("Content-Type: multipart/mixed; boundary=a\r\n\r\n" +
                   times(n, "--a\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n") +
                   times(n, "--a--\r\n"));
     }},
    {"base64 on one line (M13)",
     [](std::size_t n) { return encoded("base64", times(n, "Zm9vYmFyZm9vYmFy")); }},
    {"base64 with a space after each character (M13)",
     [](std::size_t n) { return encoded("base64", times(n, "Z m 9 v ")); }},
    {"a letter and an escape in turn (M13)",
     [](std::size_t n) { return encoded("quoted-printable", times(n, "a=41b=3D\r\n")); }},
    {"one line of URLs (M15)",
     [](std::size_t n) { return text("plain", times(n, "http://a.example/ ")); }},
    {"one letter of a URL (M15)",
     [](std::size_t n) { return text("plain", times(n, "hhhhhhhhhhhhhhhh")); }},
};

}  // namespace constat
