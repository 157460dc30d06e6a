// P10 and P11: mbox files of every habit, and mails that are hardly any.
#include "core/digest.h"
#include "tools/forge/rows/all_rows.h"
#include "tools/forge/rows/expect.h"

namespace constat::forge {
namespace {

namespace json = boost::json;

constexpr const char* kSeparator = "From ana@boite.example Mon Mar  2 08:00:00 2026\n";

std::string mail_text(unsigned number) {
  return "From: La Ferme <offres@ferme.example>\nTo: ana@boite.example\nSubject: Lettre " +
         std::to_string(number) + "\n\nBonjour.\n";
}

std::string with_line_ends(std::string text, std::string_view line_end) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += line_end;
    } else {
      out += c;
    }
  }
  return out;
}

void add_mailbox(CaseSink& cases, std::string name, std::string bytes, Expect expect) {
  Case made;
  made.files.push_back({name + ".mbox", std::move(bytes)});
  made.name = std::move(name);
  made.expected = expect.take();
  cases.add(std::move(made));
}

Expect expect_mails(std::uint64_t mails) {
  Expect expect(0);
  expect.count("mail", mails).count("session", 0);
  return expect;
}

void make_separators(CaseSink& cases) {
  const std::string two = kSeparator + mail_text(1) + "\n" + kSeparator + mail_text(2) + "\n";
  add_mailbox(cases, "two_mails", two, expect_mails(2));
  add_mailbox(cases, "two_mails_crlf", with_line_ends(two, "\r\n"), expect_mails(2));
  std::string unfinished = two;
  while (unfinished.back() == '\n') unfinished.pop_back();
  add_mailbox(cases, "no_final_newline", unfinished, expect_mails(2));
  // A line of text that begins with "From ", without a date: not a separator (mboxo readers split
  // there); told of all the same.
  Expect text = expect_mails(2);
  text.exit_any({0, 3}).some(
      {{"record", "input"}, {"defects", has({{"kind", "mbox_separator_doubtful"}})}});
  add_mailbox(cases, "from_in_text",
              kSeparator + mail_text(1) + "From now on we write each week.\nGoodbye.\n\n" +
                  kSeparator + mail_text(2) + "\n",
              std::move(text));
  add_mailbox(cases, "quoted_from",
              kSeparator + mail_text(1) + ">From now on we write each week.\n>>From then.\n\n" +
                  kSeparator + mail_text(2) + "\n",
              expect_mails(2));
}

void make_lengths(CaseSink& cases) {
  const std::string head = "From: a@ferme.example\nSubject: x\nContent-Length: ";
  for (const char* length : {"9999999", "3", "-1", "99999999999999999999999", "banana"}) {
    const std::string bytes =
        kSeparator + head + length + "\n\nBonjour.\n\n" + kSeparator + mail_text(2) + "\n";
    Expect expect = expect_mails(2);
    expect.exit_any({0, 3});
    add_mailbox(cases, std::string("content_length_") + length, bytes, std::move(expect));
  }
}

void add_mail(CaseSink& cases, std::string name, std::string bytes) {
  Case made;
  made.files.push_back({name + ".eml", bytes});
  Expect expect(0);
  expect.exit_any({0, 3}).argument("--as").argument("eml").count("mail", 1);
  expect.some({{"record", "mail"},
               {"bytes", bytes.size()},
               {"sha256", to_hex(sha256(bytes))},
               {"envelope", nullptr}});
  made.name = std::move(name);
  made.expected = expect.take();
  cases.add(std::move(made));
}

std::string utf16(std::string_view text) {
  std::string out = "\xff\xfe";
  for (const char c : text) {
    out += c;
    out += '\0';
  }
  return out;
}

}  // namespace

void make_mboxes(Size size, CaseSink& cases) {
  make_separators(cases);
  make_lengths(cases);
  // The first letter of the file is lost: it has to be said what the file is.
  const std::string two = kSeparator + mail_text(1) + "\n" + kSeparator + mail_text(2) + "\n";
  Expect headless(0);
  headless.exit_any({0, 3}).argument("--as").argument("mbox").some(
      {{"record", "mail"}, {"door", "mail"}});
  add_mailbox(cases, "first_letter_lost", two.substr(1), std::move(headless));
  Expect carriage(0);
  carriage.exit_any({0, 3}).argument("--as").argument("mbox");
  add_mailbox(cases, "carriage_returns_only", with_line_ends(two, "\r"), std::move(carriage));
  const std::uint64_t count = size == Size::kFull ? 1'000'000 : 20'000;
  std::string empty;
  for (std::uint64_t i = 0; i < count; ++i) empty.append(kSeparator).append("\n");
  Expect many(0);
  many.exit_any({0, 3}).count("mail", count);
  add_mailbox(cases, "empty_mails", std::move(empty), std::move(many));
}

void make_odd_mails(Size size, CaseSink& cases) {
  Case empty;
  empty.name = "empty_file";
  empty.files.push_back({"empty_file.eml", ""});
  empty.expected["exit"] = 1;
  empty.expected["says"] = "empty_file.eml: the file is empty";
  cases.add(std::move(empty));
  add_mail(cases, "only_line_ends", "\r\n\r\n\r\n\r\n");
  add_mail(cases, "braces", "{}");
  add_mail(cases, "leading_blank_lines",
           std::string(size == Size::kFull ? 1'000'000 : 100'000, '\n') + mail_text(1));
  add_mail(cases, "utf16", utf16(mail_text(1)));
  add_mail(cases, "html_saved_as_eml",
           "<!DOCTYPE html>\n<html><body><p>Bonjour</p></body></html>\n");
  add_mail(cases, "no_colon_anywhere", std::string(5000, 'a') + "\n");
  add_mail(cases, "carriage_returns_only", with_line_ends(mail_text(1), "\r"));
  add_mail(cases, "nul_bytes", std::string(4096, '\0'));
}

}  // namespace constat::forge
