// What a scenario asks for: sessions, their mails and the faults of the capture. Plain values with
// defaults; docs/forge.md says how each is written down.
//
//   text --> read_scenario() --> Scenario --> forge_scenario() --> capture file + ground truth
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/capture_time.h"
#include "core/ip_address.h"

namespace constat::forge {

enum class FileFormat : std::uint8_t { kPcap, kPcapng };
enum class TimeUnit : std::uint8_t { kMicroseconds, kNanoseconds };
enum class ByteOrder : std::uint8_t { kLittle, kBig };
// Values are LINKTYPE_ numbers of the pcap registry.
enum class LinkType : std::uint16_t {
  kNull = 0,
  kEthernet = 1,
  kPpp = 9,
  kRaw = 101,
  kWifi = 105,
  kLoop = 108,
  kSll = 113,
  kRadiotap = 127,
  kNflog = 239,
  kSll2 = 276
};

struct CaptureFormat {
  FileFormat format = FileFormat::kPcap;
  TimeUnit unit = TimeUnit::kMicroseconds;
  ByteOrder order = ByteOrder::kLittle;
  LinkType link = LinkType::kEthernet;
  std::uint32_t snaplen = 262144;  // bytes of each frame that are kept
  std::string wrap;                // kind of tunnel (wire/wrap.h); "" : the plain link
};

enum class Encoding : std::uint8_t { kSevenBit, kEightBit, kQuotedPrintable, kBase64 };
enum class Charset : std::uint8_t { kUtf8, kLatin1 };

struct Attachment {
  std::string name;
  std::string type;         // "application/pdf"
  std::uint64_t bytes = 0;  // content comes from the seed
};

// A mail to be written, with {placeholders} still in place.
struct Template {
  std::string name;
  std::string from;  // "La Ferme <offres@ferme.example>"
  std::string to;    // "" : the recipients of the envelope
  std::string subject;
  bool has_text = false;
  bool has_html = false;
  std::string text;
  std::string html;
  Encoding text_encoding = Encoding::kQuotedPrintable;
  Encoding html_encoding = Encoding::kQuotedPrintable;
  Charset charset = Charset::kUtf8;
  std::vector<std::pair<std::string, std::string>> headers;  // in order, after the usual ones
  std::vector<Attachment> attachments;
  std::string zone = "+0000";  // of the Date field
  std::string raw;             // the whole mail as written; everything above but `from` is unused
  // Ground truth that only the author knows.
  std::string sender_domain;       // "" : the domain of `from`
  std::vector<std::string> means;  // means to stop that the mail offers
  std::string objection_to;        // the sender that this mail asks to stop, "" if none
};

// A reply of the server. code 0: it never came.
struct Answer {
  int code = 250;
  std::string text;  // "" : the usual words for the code
};

struct RecipientPlan {
  std::string address;
  Answer reply;
};

// `each` sends one transaction per recipient, as newsletters do; `together` one for all.
enum class Delivery : std::uint8_t { kTogether, kEach };
enum class Reset : std::uint8_t { kNone, kBeforeMail, kInsteadOfData };

struct MailPlan {
  std::string template_name;
  int line = 0;  // in the scenario
  bool has_from = false;
  std::string mail_from;   // "" with has_from is the null path <>
  std::string parameters;  // of MAIL FROM: "SMTPUTF8 BODY=8BITMIME"
  bool bare_path = false;  // MAIL FROM:a@b, without angle brackets
  std::vector<RecipientPlan> recipients;
  Delivery delivery = Delivery::kTogether;
  Answer data_reply;
  std::uint64_t bdat_chunk = 0;   // bytes of a BDAT chunk; 0: DATA
  bool empty_last_chunk = false;  // BDAT 0 LAST ends the mail
  Reset reset = Reset::kNone;
  std::uint64_t repeat = 1;
  std::int64_t wait = 0;        // nanoseconds of silence before the mail
  std::uint64_t cut_after = 0;  // the connection ends after so many bytes of the mail; 0: never
  std::map<std::string, std::string> values;  // {placeholders} besides the usual ones
};

// One line said outside any mail, and its answer ("" : none is awaited).
struct Exchange {
  std::string say;
  std::string answer;
};

struct Step {
  enum class Kind : std::uint8_t { kMail, kExchange } kind;
  MailPlan mail;
  Exchange exchange;
};

enum class StarttlsPlan : std::uint8_t { kNone, kOffered, kRefused, kAccepted };
enum class SidesKept : std::uint8_t { kBoth, kClientOnly, kServerOnly };
enum class Closing : std::uint8_t { kQuit, kFin, kReset, kNone };
enum class Side : std::uint8_t { kClient, kServer };

// Data segment `segment` (1 is the first) of one side, or of one mail of the session when mail > 0.
struct LostSegment {
  Side side = Side::kClient;
  std::uint64_t segment = 1;
  std::uint64_t mail = 0;
  int line = 0;
};

struct SessionPlan {
  int line = 0;
  Endpoint client;
  Endpoint server;
  CaptureTime start;
  std::string helo = "client.example";
  bool extended = true;  // EHLO; false: HELO
  std::string greeting;  // "" : "<server name> ESMTP"
  std::string server_name = "mx.example";
  std::vector<std::string> offers;  // EHLO keywords besides those that the session needs
  bool pipelining = false;
  StarttlsPlan starttls = StarttlsPlan::kNone;
  std::uint64_t encrypted_bytes = 0;  // asked of the client side after STARTTLS
  std::string auth_mechanism;         // "" : none
  std::string auth_user;
  std::string auth_secret;
  Answer auth_reply{235, ""};
  std::uint32_t segment = 1460;
  bool timestamps = false;               // RFC 7323, on every segment
  std::int64_t round_trip = 20'000'000;  // nanoseconds
  std::uint16_t vlan = 0;                // 0: no tag
  Closing closing = Closing::kQuit;
  std::vector<Step> steps;

  // Faults of the capture.
  std::vector<LostSegment> lost;
  std::uint64_t reorder_window = 0;
  std::uint64_t duplicate_every = 0;
  SidesKept sides = SidesKept::kBoth;
  std::uint64_t starts_at_segment = 0;  // client data segment at which the capture begins; 0: SYN
};

struct Scenario {
  std::string file;
  std::uint64_t seed = 1;
  CaptureTime start;
  CaptureFormat capture;
  std::map<std::string, Template> templates;
  std::vector<SessionPlan> sessions;
};

}  // namespace constat::forge
