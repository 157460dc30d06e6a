// Sessions that grow: rows M02 to M20 of the catalogue of faults.
#pragma once

#include "bench/mail_script.h"

namespace constat {

inline constexpr Generator kSessions[] = {
    {"a command line without end (M02)",
     [](std::size_t n) { return opened().client(times(n, "a hundred bytes of one line ")); }},
    {"a body line without end (M02)",
     [](std::size_t n) { return mail(times(n, "a hundred bytes of one line ")); }},
    {"MAIL and RSET in turn (M16)",
     [](std::size_t n) {
       Script script = opened();
       for (std::size_t i = 0; i < n; ++i) {
         script.client("MAIL FROM:<a@s.example>\r\nRSET\r\n").server("250 ok\r\n250 ok\r\n");
       }
       return script;
     }},
    {"commands before the first reply (M16)",
     [](std::size_t n) {
       return opened().client(times(n, "NOOP\r\n")).server(times(n, "250 ok\r\n"));
     }},
    {"recipients (M16)",
     [](std::size_t n) {
       return opened()
           .client("MAIL FROM:<a@s.example>\r\n")
           .client(numbered(n, [](const auto& i) { return "RCPT TO:<r" + i + "@r.example>\r\n"; }))
           .server(times(n + 1, "250 ok\r\n"));
     }},
    {"lines of one reply (M17)",
     [](std::size_t n) {
       return opened().client("NOOP\r\n").server(times(n, "250-ok\r\n") + "250 ok\r\n");
     }},
    {"a reply line without end (M17)",
     [](std::size_t n) { return opened().client("NOOP\r\n").server("250 " + times(n, "ok ok ")); }},
    {"empty chunks (M18)",
     [](std::size_t n) {
       return opened().client(times(n, "BDAT 0\r\n")).server(times(n, "250 ok\r\n"));
     }},
    {"chunks of one byte (M18)",
     [](std::size_t n) {
       return opened().client(times(n, "BDAT 1\r\nx")).server(times(n, "250 ok\r\n"));
     }},
    {"chunk sizes that are none (M18)",
     [](std::size_t n) {
       return opened()
           .client(times(n, "BDAT -1\r\nBDAT 18446744073709551616 LAST\r\n"))
           .server(times(2 * n, "501 what\r\n"));
     }},
    {"mails in chunks, LAST twice (M18)",
     [](std::size_t n) { return opened().client(times(n, "BDAT 1 LAST\r\nxBDAT 0 LAST\r\n")); }},
    {"a body byte by byte (M20)",
     [](std::size_t n) { return in_data().client(times(n, "ab c\r\n.x\r\n"), 1); }},
    {"commands byte by byte (M20)",
     [](std::size_t n) { return opened().client(times(n, "NOOP xxxxxxxx\r\n"), 1); }},
    {"bytes that are not SMTP, one by one (M20)",
     [](std::size_t n) { return Script().client(times(n, "HELP me\r\n"), 1); }},
};

}  // namespace constat
