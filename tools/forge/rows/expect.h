// What a case expects, as JSON in the words of docs/schema/records.schema.json. Only what the case
// is about is named; the equations of the run must always close.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>

#include "tools/forge/rows/conversation.h"
#include "tools/forge/rows/row.h"

namespace constat::forge {

class Expect {
 public:
  explicit Expect(int exit);

  // Records of their kind, in the order of the output.
  Expect& record(boost::json::object fields);
  // A record with these fields is there, wherever; or none is.
  Expect& some(boost::json::object fields);
  Expect& none(boost::json::object fields);
  Expect& count(std::string_view kind, std::uint64_t records);
  // A defect of this kind stands in the record of a session.
  Expect& told(std::string_view kind);
  // Text that the output must not hold.
  Expect& never(std::string_view text);
  // Of the summary record.
  Expect& streams(boost::json::object fields);
  Expect& frame_counts(boost::json::object fields);
  Expect& skipped(std::string_view reason, std::uint64_t frames);
  // Any of these exit codes.
  Expect& exit_any(boost::json::array codes);
  Expect& argument(std::string_view word);
  // The analyser does not do this yet: the case is run only when asked for.
  Expect& awaits(std::string_view what) { return set("awaits", boost::json::value(what)); }
  Expect& set(std::string_view key, boost::json::value value);

  boost::json::object take();

 private:
  boost::json::array& list(std::string_view key);
  boost::json::object& summary(std::string_view part);

  boost::json::object all_;
  boost::json::object summary_;
};

// The record of a mail that was seen whole and accepted; and of one of which parts are missing.
boost::json::object mail_record(const Letter& mail);
// One session, both sides, from its start, `mails` mails.
boost::json::object session_record(std::uint64_t mails);
// A list that holds an item with these fields, among others.
boost::json::object has(boost::json::object item);
boost::json::object at_least(std::uint64_t number);

// Exit 0, one session, these mails whole and accepted: what most faults must not change.
Expect expect_whole(const std::vector<Letter>& mails);

// The shots as a pcap file of Ethernet frames; every packet wrapped in `wrap`.
std::string pcap_of(const Shots& shots, std::string_view wrap = "ethernet");
// Frames as they are.
struct RawFrame {
  CaptureTime time;
  std::string bytes;
};
std::string pcap_of(const std::vector<RawFrame>& frames, std::uint32_t link = 1);
std::vector<RawFrame> frames_of(const Shots& shots, std::string_view wrap = "ethernet");

// One pcap file, named after the case.
void add_case(CaseSink& cases, std::string name, std::string pcap, Expect expect);

}  // namespace constat::forge
