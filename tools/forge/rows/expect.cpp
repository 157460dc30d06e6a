#include "tools/forge/rows/expect.h"

#include <sstream>

#include "core/digest.h"
#include "tools/forge/capture_file.h"
#include "tools/forge/wire/wrap.h"

namespace constat::forge {

namespace json = boost::json;

Expect::Expect(int exit) {
  all_["exit"] = exit;
  summary_["record"] = "summary";
  summary_["coverage"] = json::object{{"broken_equations", json::array{}}};
}

json::array& Expect::list(std::string_view key) {
  json::value& value = all_[key];
  if (!value.is_array()) value.emplace_array();
  return value.as_array();
}

json::object& Expect::summary(std::string_view part) {
  json::value& value = summary_[part];
  if (!value.is_object()) value.emplace_object();
  return value.as_object();
}

Expect& Expect::record(json::object fields) {
  list("records").push_back(std::move(fields));
  return *this;
}
Expect& Expect::some(json::object fields) {
  list("some").push_back(std::move(fields));
  return *this;
}
Expect& Expect::none(json::object fields) {
  list("none").push_back(std::move(fields));
  return *this;
}
Expect& Expect::told(std::string_view kind) {
  list("told").push_back(json::value(kind));
  return *this;
}
Expect& Expect::never(std::string_view text) {
  list("never").push_back(json::value(text));
  return *this;
}
Expect& Expect::argument(std::string_view word) {
  list("arguments").push_back(json::value(word));
  return *this;
}
Expect& Expect::set(std::string_view key, json::value value) {
  all_[key] = std::move(value);
  return *this;
}
Expect& Expect::count(std::string_view kind, std::uint64_t records) {
  json::value& value = all_["counts"];
  if (!value.is_object()) value.emplace_object();
  value.as_object()[kind] = records;
  return *this;
}
Expect& Expect::streams(json::object fields) {
  for (const auto& [key, value] : fields) summary("streams")[key] = value;
  return *this;
}
Expect& Expect::frame_counts(json::object fields) {
  for (const auto& [key, value] : fields) summary("frame_counts")[key] = value;
  return *this;
}
Expect& Expect::skipped(std::string_view reason, std::uint64_t frames) {
  json::value& value = summary("coverage")["frames_skipped"];
  if (!value.is_object()) value.emplace_object();
  value.as_object()[reason] = frames;
  return *this;
}
Expect& Expect::exit_any(json::array codes) { return set("exit", std::move(codes)); }

json::object Expect::take() {
  list("records").push_back(std::move(summary_));
  return std::move(all_);
}

json::object mail_record(const Letter& mail) {
  return {{"record", "mail"},
          {"completeness", "complete"},
          {"outcome", "accepted"},
          {"bytes", mail.content.size()},
          {"sha256", to_hex(sha256(mail.content))},
          {"missing", json::array{}},
          {"envelope",
           json::object{{"mail_from", mail.mail_from},
                        {"recipients",
                         json::array{json::object{{"reply", 250}, {"outcome", "accepted"}}}}}}};
}

json::object session_record(std::uint64_t mails) {
  return {{"record", "session"}, {"sides", "both"}, {"midstream", false}, {"mails", mails}};
}

json::object has(json::object item) { return {{"has", std::move(item)}}; }
json::object at_least(std::uint64_t number) { return {{"least", number}}; }

Expect expect_whole(const std::vector<Letter>& mails) {
  Expect expect(0);
  expect.count("session", 1).count("mail", mails.size());
  expect.record(session_record(mails.size()));
  for (const Letter& mail : mails) expect.record(mail_record(mail));
  return expect;
}

std::vector<RawFrame> frames_of(const Shots& shots, std::string_view wrap) {
  Wrapper wrapper(*find_wrap(wrap), ByteOrder::kLittle);
  std::vector<RawFrame> frames;
  for (const Shot& shot : shots) {
    for (std::string& frame : wrapper.wrap(ip_packet_of(shot.packet)))
      frames.push_back({shot.time, std::move(frame)});
  }
  return frames;
}

std::string pcap_of(const std::vector<RawFrame>& frames, std::uint32_t link) {
  CaptureFormat format;
  format.link = static_cast<LinkType>(link);
  std::ostringstream out;
  CaptureFile file(format, out);
  for (const RawFrame& frame : frames) file.add(frame.time, frame.bytes);
  return std::move(out).str();
}

std::string pcap_of(const Shots& shots, std::string_view wrap) {
  return pcap_of(frames_of(shots, wrap), static_cast<std::uint32_t>(find_wrap(wrap)->link));
}

void add_case(CaseSink& cases, std::string name, std::string pcap, Expect expect) {
  Case made;
  made.files.push_back({name + ".pcap", std::move(pcap)});
  made.name = std::move(name);
  made.expected = expect.take();
  cases.add(std::move(made));
}

}  // namespace constat::forge
