// The records: what `constat facts` prints, what the dossier keeps, what the second phase reads.
// Owned, serialisable, already masked to the level of disclosure. The contract is
// docs/schema/records.schema.json; record_json.h writes and reads it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "capture/input.h"
#include "capture/raw_mail.h"
#include "classifier/criterion.h"
#include "classifier/fact.h"
#include "classifier/recipient_category.h"
#include "core/bytes.h"
#include "core/defect.h"
#include "parser/auth/authentication.h"
#include "parser/html/hiding.h"
#include "parser/html/link_kind.h"
#include "parser/smtp/session_facts.h"

namespace constat::classifier {

// Withheld or absent text is nullopt; `withheld` of the record lists the withheld ones by name.
using OptionalText = std::optional<std::string>;

struct RecipientRecord {
  std::string id;  // "p:…"
  OptionalText address;
  OptionalText domain;
  RecipientCategory category = RecipientCategory::kUnknown;
  int reply = 0;  // 0 is null in JSON
  capture::Outcome outcome = capture::Outcome::kNotObserved;
  friend bool operator==(const RecipientRecord&, const RecipientRecord&) = default;
};

struct MailboxRecord {
  OptionalText name;
  OptionalText address;
  std::string id;  // "p:…" of the address: joins across mails without the address
  friend bool operator==(const MailboxRecord&, const MailboxRecord&) = default;
};

struct PartRecord {
  std::string path, type, charset, encoding;
  std::uint64_t bytes = 0;  // decoded; meaningful when sha256 is set
  OptionalText sha256, filename, disposition, text;
  std::vector<std::string> other_filenames;  // from level `headers` on
  ByteRange range;
  bool attached = false;        // below an attached message
  bool second_reading = false;  // found only under another reading of the structure
  // Of readable text: the set it was read in, what said so ("label", "meta", …), and how many byte
  // sequences the set does not contain. "" is null.
  std::string charset_used, charset_source;
  std::uint64_t replaced = 0;
  friend bool operator==(const PartRecord&, const PartRecord&) = default;
};

// Bytes that programs in use read in two ways.
struct SecondReadingRecord {
  struct Reading {
    std::uint64_t bytes = 0;
    std::string sha256;
    friend bool operator==(const Reading&, const Reading&) = default;
  };
  DefectKind why = DefectKind::kBoundaryAmbiguous;
  ByteRange range;
  std::string part;  // path; "0": the header
  Reading first, second;
  friend bool operator==(const SecondReadingRecord&, const SecondReadingRecord&) = default;
};

// A file that stands encoded in the text of a part.
struct EncodedFileRecord {
  std::string encoding;  // "uuencode", "begin_base64", "yenc"
  std::string part;      // path
  OptionalText name;
  ByteRange range;
  std::uint64_t bytes = 0;
  std::string sha256;
  bool complete = false;
  friend bool operator==(const EncodedFileRecord&, const EncodedFileRecord&) = default;
};

struct LinkRecord {
  OptionalText url;  // withheld below kFacts
  OptionalText text;
  std::string part;
  bool hidden = false;
  parser::LinkKind kind = parser::LinkKind::kAnchor;
  parser::Hidings hidden_by = {};  // of a hidden link: what hides it
  OptionalText resolved = {};      // url against <base href>; withheld as url is, null without one
  friend bool operator==(const LinkRecord&, const LinkRecord&) = default;
};

// One Received field (RFC 5321 section 4.4), as claimed by those who wrote it; "" where a clause is
// missing.
struct TraceRecord {
  std::string from, by, with, id;
  OptionalText from_info;                  // what stands in parentheses behind `from`
  std::vector<std::string> recipient_ids;  // "p:…" of each address of `for`
  std::string date;                        // RFC 3339 with the offset as sent
  friend bool operator==(const TraceRecord&, const TraceRecord&) = default;
};

struct HeaderRecord {
  std::vector<MailboxRecord> from, sender, reply_to, to, cc, bcc;
  std::uint64_t to_count = 0;
  OptionalText subject, date, message_id, list_id, list_unsubscribe_post, mailer, auto_submitted;
  OptionalText precedence, feedback_id, cfbl_address;
  std::vector<std::string> list_unsubscribe;
  std::vector<std::string> list_help, list_subscribe, list_post, list_owner, list_archive;
  // "p:…" of each mailto address of list_unsubscribe: what an objection by mail is sent to.
  std::vector<std::string> unsubscribe_mailto_ids;
  std::vector<std::string> in_reply_to, references;
  std::vector<TraceRecord> received;
  std::uint64_t received_count = 0;
  friend bool operator==(const HeaderRecord&, const HeaderRecord&) = default;
};

// A delivery status (RFC 3464), a feedback report (RFC 5965) or a disposition notification (RFC
// 8098) that the mail carries: statements of those who wrote it, kept apart from what constat saw
// itself.
struct DeliveryStatus {
  std::string recipient_id;    // "p:…" of Final-Recipient, "" when none
  std::string action, status;  // "failed", "5.1.1"
  OptionalText diagnostic;     // masked
  std::string original_recipient_id;
  std::string remote_mta, final_log_id;
  std::string last_attempt_date, will_retry_until;  // RFC 3339
  friend bool operator==(const DeliveryStatus&, const DeliveryStatus&) = default;
};

struct EnclosedReport {
  std::string kind;           // "feedback", "delivery_status" or "disposition"
  std::string feedback_type;  // "abuse", …; "" for the others
  std::string user_agent, arrival_date, source_ip, reporting_mta;
  std::vector<DeliveryStatus> recipients;
  std::uint64_t recipients_not_kept = 0;
  std::string version, original_envelope_id, original_message_id, received_from_mta, dsn_gateway;
  OptionalText original_mail_from;
  std::uint64_t incidents = 0;                 // of feedback
  std::vector<std::string> original_rcpt_ids;  // "p:…"
  std::vector<std::string> reported_domains, reported_uris, authentication_results;
  std::string returned;  // "message" or "header" of the mail it is about, "" when neither
  std::string returned_message_id;
  friend bool operator==(const EnclosedReport&, const EnclosedReport&) = default;
};

// Frames of one input that carried something.
struct InputFrames {
  std::string input;  // its name
  std::uint64_t first_frame = 0, last_frame = 0;
  friend bool operator==(const InputFrames&, const InputFrames&) = default;
};

struct MailRecord {
  std::string id, session;  // session "" is null
  std::string input;        // name of the input
  std::string
      input_sha256;  // joined to the record when the run ends; "" while reading. Not printed.
  capture::Door door = capture::Door::kMail;
  std::uint64_t first_frame = 0, last_frame = 0;  // both 0: null
  // `first_frame` is of `input`.
  std::string last_input;  // name of the input of last_frame; "" when it is `input`
  // Where frames of other inputs than `input` carried it: each input once, in the order of the
  // mail's bytes. Empty for all others.
  std::vector<InputFrames> origins;
  // Of the mail's first byte in its stream or file; nullopt when not known.
  std::optional<std::uint64_t> source_offset;
  std::string time;  // RFC 3339, "" is null
  std::string client_ip, helo;
  bool has_envelope = false;
  OptionalText mail_from;  // nullopt: not seen; "" is the null path
  std::vector<RecipientRecord> recipients;
  std::uint64_t recipients_not_kept = 0;
  int reply_code = 0;
  OptionalText reply_text;
  capture::Outcome outcome = capture::Outcome::kNotObserved;
  std::uint64_t bytes = 0;
  std::string sha256;
  capture::Completeness completeness = capture::Completeness::kComplete;
  std::vector<ByteRange> missing;
  // Sender for grouping: organisational domain of the first From (libpsl), "" when there is none.
  std::string sender_domain;
  HeaderRecord header;
  std::vector<std::pair<std::string, std::string>> fields;  // from level `headers` on
  std::vector<PartRecord> parts;
  std::vector<SecondReadingRecord> second_readings;
  std::vector<EncodedFileRecord> encoded_files;
  std::uint64_t encoded_files_not_kept = 0;
  std::vector<LinkRecord> links;
  std::uint64_t links_not_kept = 0;
  std::optional<EnclosedReport> report;
  parser::auth::Authentication authentication;  // its texts masked
  std::vector<Fact> facts;
  // For each fact: the frames of `input` that carry its range, first and last; 0,0 when there are
  // none.
  std::vector<std::pair<std::uint64_t, std::uint64_t>> fact_frames;
  // For each fact: where its range stands in the stream of its sender or in the file; nullopt when
  // there is no range or it is not known.
  std::vector<std::optional<ByteRange>> fact_sources;
  // For each fact, as `origins`: empty where `fact_frames` says all. No entries at all where that
  // holds for every fact.
  std::vector<std::vector<InputFrames>> fact_origins;
  std::uint64_t facts_not_kept = 0;
  std::vector<Finding> findings;
  std::vector<std::string> withheld;
  Defects defects;
  std::uint64_t defects_not_kept = 0;
  friend bool operator==(const MailRecord&, const MailRecord&) = default;
};

// The last of those frames that stand in `input` itself.
inline std::uint64_t last_frame_in_input(const MailRecord& mail) {
  return mail.origins.empty() ? mail.last_frame : mail.origins.front().last_frame;
}

// What MAIL and RCPT said beyond the addresses: RFC 1870, 3461, 4954, 6152, 6531; withheld is
// nullopt.
struct RecipientDetailRecord {
  std::size_t index = 0;  // in the recipients of the transaction
  OptionalText argument;  // as sent
  OptionalText notify, original_type;
  std::string original_recipient_id;  // "p:…" of ORCPT; "" when none
};
struct EnvelopeDetailRecord {
  std::optional<std::uint64_t> size;
  bool size_unreadable = false;
  bool smtputf8 = false;
  OptionalText argument, body, ret, envid, auth;
  std::vector<RecipientDetailRecord> recipients;  // those with something to tell, rising by index
};

struct SessionRecord {
  // Addresses in it masked: a recipient is its pseudonym, a masked return path too. The return
  // paths of level `counts` are emptied.
  parser::smtp::SessionFacts facts;
  std::string input;       // of the first frame
  std::string last_input;  // of the last one; "" when it is `input`
  // Parallel to facts.transactions.
  std::vector<std::vector<RecipientRecord>> recipients;
  std::vector<EnvelopeDetailRecord> details;
  std::vector<std::string> withheld;
};

class RecordSink {
 public:
  virtual ~RecordSink() = default;
  virtual void on_mail(MailRecord&& record) = 0;
  virtual void on_session(SessionRecord&& record) = 0;
};

}  // namespace constat::classifier
