// Records for the tests of this folder; see sample_records.h.

#include "tests/unit/classifier/records/sample_records.h"

namespace constat::classifier {

MailRecord bare_mail() {
  MailRecord mail;
  mail.id = mail_name('a');
  mail.input = "letter.eml";
  mail.sha256 = std::string(64, '0');
  return mail;
}

namespace {

void fill_header(HeaderRecord& header) {
  header.from = {{"Shop", "news@shop.example", person('f')}};
  header.sender = {{std::nullopt, "robot@shop.example", person('g')}};
  header.reply_to = {{"", "", ""}};
  header.to = {{std::nullopt, std::nullopt, person('t')}, {"T", "t@x.example", person('u')}};
  header.cc = {{"C", "c@x.example", person('c')}};
  header.bcc = {{"B", "b@x.example", person('b')}};
  header.to_count = 80'000;
  header.subject = "\xC3\xA9t\xC3\xA9 \"quoted\" \\ \n\t";
  header.date = "2026-03-01T09:00:00+01:00";
  header.message_id = "1@shop.example";
  header.list_id = "";
  header.list_unsubscribe_post = "List-Unsubscribe=One-Click";
  header.mailer = "mailer 1";
  header.auto_submitted = "no";
  header.list_unsubscribe = {"mailto:stop@shop.example", "https://shop.example/u"};
  header.unsubscribe_mailto_ids = {person('s')};
  header.in_reply_to = {"0@x.example"};
  header.references = {"0@x.example", "00@x.example"};
  header.precedence = "bulk";
  header.feedback_id = "1:2:s.example";
  header.cfbl_address = "fbl@s.example; report=arf";
  header.list_help = {"mailto:help@s.example"};
  header.list_subscribe = {"mailto:in@s.example"};
  header.list_post = {"mailto:all@s.example"};
  header.list_owner = {"mailto:owner@s.example"};
  header.list_archive = {"https://s.example/a"};
  TraceRecord trace;
  trace.from = "a.example";
  trace.from_info = "a.example [192.0.2.1]";
  trace.by = "b.example";
  trace.with = "ESMTP";
  trace.id = "1";
  trace.recipient_ids = {person('f')};
  trace.date = "2026-03-01T08:00:00+01:00";
  header.received = {trace, TraceRecord{}};
  header.received_count = 201;
}

EnclosedReport full_report() {
  EnclosedReport report;
  report.kind = "delivery_status";
  report.feedback_type = "abuse";
  report.user_agent = "agent 1";
  report.arrival_date = "Sun, 1 Mar 2026 08:00:00 +0000";
  report.source_ip = "192.0.2.9";
  report.reporting_mta = "mx.example";
  DeliveryStatus status;
  status.recipient_id = person('r');
  status.original_recipient_id = person('o');
  status.action = "failed";
  status.status = "5.1.1";
  status.diagnostic = "smtp; 550";
  status.remote_mta = "b.example";
  status.final_log_id = "log 1";
  status.last_attempt_date = "2026-03-01T08:00:00+00:00";
  status.will_retry_until = "2026-03-02T08:00:00+00:00";
  report.recipients = {status, DeliveryStatus{}};
  report.recipients_not_kept = 4;
  report.version = "1";
  report.original_envelope_id = "env 1";
  report.original_message_id = "5@x.example";
  report.received_from_mta = "s.example";
  report.dsn_gateway = "g.example";
  report.original_mail_from = "bounce@s.example";
  report.incidents = 2;
  report.original_rcpt_ids = {person('q')};
  report.reported_domains = {"s.example", "t.example"};
  report.reported_uris = {"https://s.example/"};
  report.authentication_results = {"mx.example; spf=pass"};
  report.returned = "header";
  report.returned_message_id = "6@x.example";
  return report;
}

void fill_content(MailRecord& mail) {
  mail.fields = {{"Received", "from a by b"}, {"X-Empty", ""}};
  PartRecord part;
  part.path = "1.2";
  part.type = "text/html";
  part.charset = "utf-8";
  part.encoding = "quoted-printable";
  part.bytes = 12;
  part.sha256 = std::string(64, 'e');
  part.filename = "a.html";
  part.other_filenames = {"b.html", "c.html"};
  part.charset_used = "windows-1252";
  part.charset_source = "meta";
  part.replaced = 3;
  part.disposition = "inline";
  part.attached = true;
  part.second_reading = true;
  part.text = "text";
  part.range = {300, 9000};
  PartRecord container;
  container.path = "1";
  container.type = "multipart/alternative";
  mail.parts = {container, part};
  mail.second_readings = {{DefectKind::kBoundaryAmbiguous,
                           {10, 20},
                           "TEXT",
                           {5, std::string(64, 'a')},
                           {6, std::string(64, 'b')}}};
  mail.encoded_files = {{"uuencode", "1", "cat.txt", {310, 40}, 3, std::string(64, 'c'), true},
                        {"yenc", "1", std::nullopt, {400, 40}, 0, std::string(64, 'd'), false}};
  mail.encoded_files_not_kept = 2;
  mail.links = {{"https://shop.example/", "here", "1.2", true, parser::LinkKind::kForm,
                 parser::Hidings(parser::Hiding::kDisplay) | parser::Hiding::kMsoHide,
                 "https://shop.example/a"},
                {std::nullopt, std::nullopt, "1", false}};
  mail.links_not_kept = 1;
  mail.report = full_report();
  mail.facts = {{"optout.header.mailto", "mailto:stop@shop.example", "0", {210, 44}, "stop"},
                {"recipient.category", "consumer", "envelope", {}, ""},
                {"whole", "", "", {}, ""}};
  mail.fact_frames = {{14, 15}, {0, 0}, {0, 0}};
  mail.fact_sources = {ByteRange{287, 44}, std::nullopt, std::nullopt};
  mail.fact_origins = {{{"a.pcap", 14, 15}, {"b.pcap", 1, 3}}, {}, {}};
  mail.facts_not_kept = 3;
  mail.findings = {{"FR.L34-5.al5.contact", State::kObserved, {0}, {}, {1, 2}, ""},
                   {"EU.GDPR.7-1.proof", State::kNotObservable, {}, {}, {}, "header_holed"}};
}

}  // namespace

namespace {

void fill_authentication(parser::auth::Authentication& authentication) {
  using namespace parser::auth;
  const DnsCitation dns = {"s._domainkey.shop.example", "TXT",        "records",
                           "2026-03-01T07:00:00Z",      "192.0.2.53", "secure"};
  authentication.line_ends_converted = true;
  Signature& signature = authentication.signatures.emplace_back();
  signature.where = {10, 400};
  signature.domain = "shop.example";
  signature.selector = "s";
  signature.identity = "@shop.example";
  signature.algorithm = "rsa-sha256";
  signature.header_canonicalization = "relaxed";
  signature.body_canonicalization = "simple";
  signature.signed_at = 1;
  signature.expires_at = UINT64_MAX;
  signature.body_length = 0;
  signature.body_bytes = 7;
  signature.body_hash = BodyHash::kMatches;
  signature.value = SignatureValue::kFits;
  signature.result = Result::kVerifies;
  signature.expiry = Expiry::kPast;
  signature.alignment = Alignment::kSame;
  signature.key = SigningKey{"rsa", 2048, true, dns};
  signature.covers = {{"From", 1, 2}};
  Signature& seal = authentication.signatures.emplace_back();
  seal.kind = SignatureKind::kArcSeal;
  seal.instance = 3;
  seal.reason = parser::auth::Reason::kKeyRevoked;
  authentication.signatures_not_kept = 4;
  authentication.arc =
      ArcChain{2, "pass", Result::kDoesNotVerify, parser::auth::Reason::kChainClaimDiffers};
  authentication.spf = {{SpfIdentity::kHelo,
                         "mail.example",
                         SpfResult::kPermitted,
                         "+a",
                         "",
                         {dns},
                         Alignment::kDifferent},
                        SpfStatement{}};
  authentication.dmarc = DmarcStatement{"shop.example", DmarcResult::kAligned, "",   "none", true,
                                        true,           "shop.example",        true, dns};
  authentication.claims = {{ClaimKind::kArcAuthenticationResults,
                            1,
                            {5, 6},
                            "mx.example",
                            {{"dkim", "pass", {{"header.d", "shop.example"}}}},
                            6}};
  authentication.claims_not_kept = 8;
}

}  // namespace

MailRecord full_mail() {
  MailRecord mail;
  mail.id = mail_name('b');
  mail.session = session_name('c');
  mail.input = "a.pcap";
  mail.door = capture::Door::kPacket;
  mail.first_frame = 14;
  mail.last_frame = 38;
  mail.last_input = "b.pcap";
  mail.origins = {{"a.pcap", 14, 20}, {"b.pcap", 1, 38}};
  mail.source_offset = 77;
  mail.time = "2026-03-01T08:00:00.000000001Z";
  mail.client_ip = "2001:db8::1";
  mail.helo = "mail.example";
  mail.has_envelope = true;
  mail.mail_from = "bounce@news.example";
  mail.recipients = {{person('t'), "t@x.example", "x.example",
                      RecipientCategory::kNamedAtOrganisation, 250, capture::Outcome::kAccepted},
                     {"", std::nullopt, std::nullopt, RecipientCategory::kUnknown, 0,
                      capture::Outcome::kUnanswered}};
  mail.recipients_not_kept = 2;
  mail.reply_code = 250;
  mail.reply_text = "queued";
  mail.outcome = capture::Outcome::kAccepted;
  mail.bytes = 12345;
  mail.sha256 = std::string(64, 'd');
  mail.completeness = capture::Completeness::kHoled;
  mail.missing = {{4096, 1460}, {5000, 0}};
  mail.sender_domain = "shop.example";
  fill_header(mail.header);
  fill_authentication(mail.authentication);
  fill_content(mail);
  mail.withheld = {"fields", "header.subject"};
  mail.defects = {{DefectKind::kBareLf, {812, 1}}, {DefectKind::kFactLimit, {}}};
  mail.defects_not_kept = 9;
  return mail;
}

MailRecord varied_mail(std::mt19937& random) {
  const MailRecord full = full_mail();
  MailRecord mail = random() % 2 == 0 ? full : bare_mail();
  const auto coin = [&] { return random() % 2 == 0; };
  const auto text = [&]() -> OptionalText {
    static const std::vector<std::string> kTexts = {"",
                                                    "plain",
                                                    "\xF0\x9F\x98\x80 \xE2\x80\xAE",
                                                    std::string("\0\x01\x7F", 3),
                                                    "\\u0041</script>",
                                                    "\xC2\x85\xE2\x80\xA8",
                                                    std::string(3000, 'x')};
    if (coin()) return std::nullopt;
    return kTexts[random() % kTexts.size()];
  };
  if (coin()) {
    mail.has_envelope = coin();
    mail.mail_from = mail.has_envelope ? text() : std::nullopt;
    mail.recipients.clear();
    mail.recipients_not_kept = 0;
    for (auto count = mail.has_envelope ? random() % 3 : 0; count > 0; --count) {
      mail.recipients.push_back({coin() ? person('z') : "", text(), text(),
                                 static_cast<RecipientCategory>(random() % 4),
                                 coin() ? 0 : static_cast<int>(200 + random() % 400),
                                 static_cast<capture::Outcome>(random() % 5)});
    }
  }
  mail.door = static_cast<capture::Door>(random() % 3);
  mail.outcome = static_cast<capture::Outcome>(random() % 5);
  mail.completeness = static_cast<capture::Completeness>(random() % 4);
  mail.reply_text = text();
  mail.reply_code = coin() ? 0 : 550;
  mail.source_offset = coin() ? std::optional<std::uint64_t>(UINT64_MAX) : std::nullopt;
  mail.bytes = coin() ? UINT64_MAX : random();
  mail.sender_domain = text().value_or("");
  for (OptionalText* field : {&mail.header.subject, &mail.header.message_id, &mail.header.list_id,
                              &mail.header.mailer, &mail.header.auto_submitted}) {
    *field = text();
  }
  mail.header.from = {{text(), text(), coin() ? person('q') : ""}};
  mail.links = {{text(), text(), "1", coin()}};
  mail.report = coin() ? full.report : std::nullopt;
  mail.fields = coin() ? full.fields : decltype(full.fields){};
  mail.withheld = coin() ? full.withheld : std::vector<std::string>{};
  mail.defects = coin() ? full.defects : Defects{};
  return mail;
}

SessionRecord full_session() {
  SessionRecord session;
  parser::smtp::SessionFacts& facts = session.facts;
  session.input = "a.pcap";
  facts.id = session_name('c');
  facts.community_id = "1:NpEYkX02U1Wt1FeGQPLY/xYRuP4=";
  facts.first_frame = {0, 12};
  facts.last_frame = {0, 40};
  facts.time = capture_time_from_rfc3339("2026-03-01T08:00:00Z");
  facts.client = {ip_address_from("192.0.2.1"), 40312};
  facts.server = {ip_address_from("198.51.100.2"), 25};
  facts.helo = {"mail.example"};
  facts.capabilities = {"PIPELINING"};
  facts.starttls = parser::smtp::Starttls::kRefused;
  facts.after_starttls = parser::smtp::AfterStarttls::kClear;
  facts.auth = {{"PLAIN", capture::Outcome::kAccepted}};
  facts.sides = parser::smtp::Sides::kBoth;
  facts.mails = 1;
  parser::smtp::Transaction done;
  done.mail_from_seen = true;
  done.mail_from_reply = 250;
  done.state = parser::smtp::TransactionState::kCompleted;
  done.mail = mail_name('b');
  done.mail_from_status = {1, 0, 2};
  done.details = {{"", {1, 5, 2}, 452, {2, 2, 4}}};
  facts.transactions = {done, parser::smtp::Transaction{}};
  session.recipients = {full_mail().recipients, {}};
  facts.bytes = {100, 200, 3, 4, 5};
  facts.client_defects = {{DefectKind::kBareLf, {8, 1}}};
  facts.server_defects = {{DefectKind::kReplyUnexpected, {9, 5}}};
  facts.conflicts = {{capture::Side::kInitiator, {10, 4}, sha256("a"), sha256("b"), {0, 20}},
                     {capture::Side::kInitiator,
                      {20, 9},
                      sha256("c"),
                      sha256("d"),
                      {0, 21},
                      true,
                      parser::smtp::RepliesBearOut::kFirst}};
  EnvelopeDetailRecord detail;
  detail.size = 100;
  detail.body = "8BITMIME";
  detail.recipients = {{0, std::nullopt, "NEVER", "rfc822", "p:" + std::string(26, 'r')}};
  session.details = {detail, {}};
  facts.tunnels = {{parser::smtp::TunnelKind::kSocks5, "mx.example", 25, {0, 20}}};
  parser::smtp::Claim claim;
  claim.by = parser::smtp::ClaimedBy::kXclient;
  claim.where = {20, 30};
  claim.source = {ip_address_from("203.0.113.7"), 0};
  claim.attributes = {{"ADDR", "203.0.113.7"}, {"LOGIN", ""}};
  claim.outcome = capture::Outcome::kAccepted;
  facts.claims = {claim, parser::smtp::Claim{}};
  parser::smtp::EndOfDataReading reading;
  reading.mail = mail_name('b');
  reading.where = {100, 3};
  reading.form = std::string("\n.\r\0\n", 5);
  reading.strict = {200, sha256("e")};
  reading.second = {{4, sha256("f")}, {7, sha256("g")}};
  reading.commands = 3;
  reading.taken = parser::smtp::EndOfDataTaken::kSecond;
  facts.end_of_data_readings = {reading};
  session.withheld = {"transactions.recipients.address"};
  return session;
}

capture::InputFacts full_input() {
  capture::InputFacts input;
  input.name = "a.pcap";
  input.kind = capture::InputKind::kPcap;
  input.bytes = 1000;
  input.sha256 = sha256("");
  input.frames = 10;
  input.frames_analysed = 8;
  input.frames_skipped[static_cast<std::size_t>(capture::SkipReason::kNotIp)] = 2;
  input.frames_cut = 1;
  input.first_time = capture_time_from_rfc3339("2026-03-01T08:00:00Z");
  input.last_time = capture_time_from_rfc3339("2026-03-01T08:00:01Z");
  input.defects = {{DefectKind::kInputTruncated, {990, 10}}};
  return input;
}

Objection full_objection() {
  Objection objection;
  objection.mail = mail_name('e');
  objection.time = "2026-03-02T08:00:00.000000000Z";
  objection.input = "a.pcap";
  objection.first_frame = 50;
  objection.last_frame = 60;
  objection.person = person('t');
  objection.sender_domain = "shop.example";
  objection.channel = "list_unsubscribe_mailto";
  objection.accepted = true;
  objection.later = {{mail_name('f'), "2026-03-03T08:00:01.500000000Z", "a.pcap", 70, 80, 86401,
                      capture::Outcome::kAccepted}};
  return objection;
}

Summary full_summary() {
  Summary summary;
  summary.inputs = 1;
  summary.frames = 10;
  summary.frames_analysed = 8;
  summary.frames_skipped[1] = 2;
  summary.streams.flows = 2;
  summary.streams.delivered_bytes = 310;
  summary.session_bytes = {100, 200, 3, 0, 5};
  summary.other.flows = 1;
  summary.other.bytes = 2;
  summary.sessions = 1;
  summary.mails = 3;
  summary.completeness = {3, 0, 0, 0};
  summary.outcomes = {1, 1, 0, 0, 0};
  summary.mails_without_envelope = 1;
  summary.objections = 1;
  return summary;
}

}  // namespace constat::classifier
