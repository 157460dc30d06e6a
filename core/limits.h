// Every cap of the program, in one place, each with its reason. Reaching one is a counted fact
// (a Defect on what it touched), never silence; the digest and the size of a mail are taken over
// all of its bytes whatever the caps.
//
// Units are bytes unless the name says otherwise. No value means "unlimited".
#pragma once

#include <cstddef>
#include <cstdint>

namespace constat {

struct Limits {
  // --- capture ---
  // Largest frame record accepted: a 64 KiB GRO frame with headers fits four times over.
  std::size_t frame_bytes = 256 * 1024;
  // Interfaces of one pcapng section: more than any machine has.
  std::size_t capture_interfaces = 65'536;
  // Early (out-of-order) bytes held per direction of a flow before a gap is declared: one
  // maximum unscaled receive window, four times (robustness T15).
  std::size_t early_bytes_per_flow = 256 * 1024;
  // The same over all flows.
  std::size_t early_bytes_total = 256ull * 1024 * 1024;
  // Bytes held of a flow whose handshake was not seen, before its start is taken to be the lowest
  // sequence number seen: a window's worth of segments may be captured in any order.
  std::size_t pickup_bytes_per_flow = 64 * 1024;
  // Delivered bytes remembered per direction, to compare a retransmission with what was read: the
  // largest window without scaling (RFC 9293 section 3.1). Beyond the total nothing more is
  // remembered.
  std::size_t recent_bytes_per_side = 64 * 1024;
  std::size_t recent_bytes_total = 256ull * 1024 * 1024;
  // Flows with payload followed at once; beyond it the one silent for longest ends as evicted. A
  // million mails at the same moment is the largest load this was measured with; the double of it.
  std::size_t flows = 2'000'000;
  // Connections that have shown no payload yet (SYN floods), 128 bytes each at most; beyond it the
  // oldest is forgotten and counted.
  std::size_t half_open_flows = 1'000'000;
  // The flows of a run part into so many groups by a keyed hash of their endpoints; each group gets
  // an equal part of every total above and below, so that no cap depends on the number of threads.
  std::size_t flow_groups = 32;
  // A flow silent for this long on the capture clock ends (RFC 5321 section 4.5.3.2: the longest
  // client wait is 10 minutes), in seconds.
  std::int64_t flow_idle_seconds = 900;
  // IP fragments held at once, and how long an incomplete datagram waits (RFC 8200: 60 s).
  std::size_t fragment_bytes_total = 32ull * 1024 * 1024;
  std::int64_t fragment_wait_seconds = 60;
  // Link and tunnel headers of one frame (robustness T18).
  int encapsulation_layers = 16;
  // Addresses whose checksums are tallied (offload), and packets remembered to tell a repeated one
  // (mirror ports send both copies within a few frames).
  std::size_t checksum_addresses = 65'536;
  std::size_t repeated_frame_window = 512;
  // Capture files open at once while several are read in time order; half of the usual limit of
  // descriptors of a process.
  std::size_t open_inputs = 512;
  // Bytes of a batch handed from the reader to a worker, and batches that may wait in a queue
  // before the reader waits: together a few milliseconds of work.
  std::size_t batch_bytes = 256 * 1024;
  std::size_t batches_per_worker = 8;
  // Records held in memory by one worker before they are sorted and written to a temporary file.
  std::size_t record_bytes_per_worker = 32ull * 1024 * 1024;
  // Memory that compressed data may ask for (RFC 8878 section 3.1.1.1.2, the window): what the zstd
  // program grants without an option. gzip needs 32 KiB.
  std::size_t compressed_window_bytes = 128ull * 1024 * 1024;
  // Different mails of one mail file remembered (16 bytes each) to number equal ones; later ones
  // are numbered by their place in the file.
  std::size_t mail_digests_per_input = 4'000'000;
  // Different incomplete inputs named one by one before they are only counted.
  std::size_t input_defects = 1000;

  // --- parser: SMTP ---
  // Bytes of a flow looked at before it is said not to be SMTP; a 512-byte greeting fits.
  std::size_t recognition_bytes = 4096;
  // The same where the capture begins inside the flow: the rest of a mail may come first, and the
  // reassembler holds as much (pickup_bytes_per_flow) before it hands out anything.
  std::size_t recognition_bytes_midstream = 64 * 1024;
  // Longest command or reply line analysed: RFC 5321 section 4.5.3.1 says 512, extensions and AUTH
  // (RFC 4954: 12288) add to it.
  std::size_t smtp_line_bytes = 16 * 1024;
  // What all unfinished sessions of a run hold together: mails not yet ended, bytes that wait,
  // envelopes. Beyond it the session silent for longest is given up. A link of 10 Gbit/s whose
  // mails take a second each has 1.25 GB of them under way.
  std::size_t session_bytes_total = 2ull * 1024 * 1024 * 1024;
  // Bytes of one side that wait for the other side's answer (a client that never gets 354).
  std::size_t smtp_waiting_bytes = 256 * 1024;
  // Commands whose reply is awaited at once (Zeek: 1000).
  std::size_t smtp_pending_commands = 10'000;
  // Recipients of one transaction kept one by one; mass mail is evidence, so far above Zeek's 1000.
  std::size_t recipients_per_mail = 10'000;
  // Transactions of one session kept one by one in its record.
  std::size_t transactions_per_session = 10'000;
  // Bytes that the kept envelope of one transaction, and those of all transactions in the record of
  // one session, may take; beyond it recipients and transactions are counted only.
  std::size_t envelope_bytes_per_transaction = 16ull * 1024 * 1024;
  std::size_t envelope_bytes_per_session = 32ull * 1024 * 1024;
  // Of one argument of MAIL, RCPT, XCLIENT or EHLO's answer kept as sent: RFC 3461 section 4 allows
  // 500 bytes of one parameter.
  std::size_t smtp_argument_bytes = 2048;
  // Capabilities of one answer to EHLO, and claims of one session (robustness S12).
  std::size_t smtp_capabilities = 64;
  std::size_t claims_per_session = 16;
  // Bytes of one mail that are kept and analysed; the digest covers all.
  std::size_t mail_bytes = 100ull * 1024 * 1024;
  // Stretches of one mail traced to a frame of their own (56 bytes each); beyond it, adjacent ones
  // are joined.
  std::size_t pieces_per_mail = 1'000'000;

  // --- parser: message ---
  std::size_t header_field_bytes = 64 * 1024;  // Zeek 65 536, Postfix 102 400
  std::size_t header_fields = 10'000;          // CVE-2024-23184
  std::size_t header_bytes = 1024 * 1024;
  std::size_t addresses_per_field = 100'000;  // one real campaign put 80 000 in To
  std::size_t parameters_per_field = 1024;
  std::size_t comment_depth = 32;
  std::size_t mime_parts = 10'000;                       // Dovecot and rspamd
  std::size_t mime_depth = 100;                          // Zeek, Dovecot, Postfix
  std::size_t text_bytes_per_mail = 4ull * 1024 * 1024;  // decoded text analysed
  // Stretches of one text traced to the mail on their own (32 bytes each): as many as 4 MiB of
  // letters with an accent in every second word. The text ends there.
  std::size_t text_runs = 1'000'000;
  std::size_t html_tokens = 65'536;
  std::size_t html_depth = 512;               // open elements, as browsers
  std::size_t html_attributes_per_tag = 256;  // read all, looked at the first
  std::size_t html_style_rules = 4096;
  // Comparisons of selectors with elements: a newsletter needs some ten thousand, the cap takes a
  // tenth of a second.
  std::size_t html_style_steps = 10'000'000;
  std::size_t links_per_mail = 2000;
  std::size_t defects_per_mail = 1000;  // CVE-2026-116267; the count goes on

  std::size_t second_readings_per_mail = 100;  // places that can be read in two ways; rest counted
  // Bytes read again for second readings, as a multiple of the bytes of the mail.
  std::size_t second_reading_passes = 8;
  std::size_t encoded_files_per_mail = 1000;  // uuencoded and yEnc files in text; rest counted
  std::size_t received_fields = 200;          // Postfix gives up at 50 hops
  std::size_t report_bytes = 1024 * 1024;     // of a report's fields: thousands of recipients

  // --- parser: authentication ---
  std::size_t signatures_per_mail = 10;  // evaluated; the rest is counted (robustness X20)
  std::size_t signature_key_bytes = 16 * 1024;
  // Key records tried for one signature: more than one stands in a snapshot when a key was changed.
  std::size_t keys_per_signature = 4;
  // Authentication-Results and their like kept; real mail has a few for each hop.
  std::size_t authentication_fields = 100;
  // Results that all of them state, kept in a record: each is told in ten times the bytes it takes.
  std::size_t authentication_results = 200;
  // RFC 7208 section 4.6.4.
  int spf_lookups = 10;
  int spf_void_lookups = 2;
  // A DNS snapshot: records held, bytes of the file, bytes of one row (a TXT record has 65,535).
  std::size_t dns_records = 1'000'000;
  std::size_t dns_snapshot_bytes = 256ull * 1024 * 1024;
  std::size_t dns_row_bytes = 256 * 1024;

  // --- the other reader (`--cross-check`), for one mail ---
  std::size_t other_reader_mail_bytes = 32ull * 1024 * 1024;  // larger mails are not given to it
  // mimetic holds a mail several times over.
  std::size_t other_reader_memory_bytes = 1024ull * 1024 * 1024;
  std::size_t other_reader_stack_bytes = 8ull * 1024 * 1024;
  std::uint32_t other_reader_seconds = 10;  // of processor time; 32 MiB take it a tenth of one
  std::size_t other_reader_answer_bytes = 8ull * 1024 * 1024;
  std::size_t reading_differences = 20;  // told one by one

  // --- classifier ---
  std::size_t facts_per_mail = 500;
  std::size_t facts_per_kind = 25;  // so that many of one kind leave room for the others
  std::size_t value_bytes = 2048;  // a URL in a record; browsers and servers in use stop near there
  std::size_t quote_bytes = 240;   // a quotation in a record or report
  // Display names of correspondents masked in what is told of one mail: a mail to more people than
  // this does not speak to them by name.
  std::size_t masked_names = 64;

  // --- classifier: registers ---
  // A row of a register: some tens of columns of a few hundred characters.
  std::size_t register_row_bytes = 64 * 1024;
  std::size_t register_columns = 1024;
  // Rows left out that are named line by line; all are counted.
  std::size_t register_problems = 1000;
  // Different sets of values of other columns held of one register; a free text in each of a
  // million rows fits.
  std::size_t register_detail_bytes = 256ull * 1024 * 1024;

  // --- classifier: timeline ---
  // Memory of the second phase, all of its sorting together; what exceeds it goes to temporary
  // files.
  std::size_t timeline_bytes = 128ull * 1024 * 1024;
  // Things remembered between one sender and one person (objections, threads, lists): nobody
  // objects to one sender more often.
  std::size_t events_per_pair = 100;
  // Senders whose mails name one unsubscribe address: beyond, it is that of a router.
  std::size_t senders_per_address = 1000;
  // Objections told one by one, and later mails told of each; all are counted, and each delivery
  // has its facts.
  std::size_t objections = 100'000;
  std::size_t later_mails = 1000;
  std::size_t campaigns = 1000;  // of one sender, told one by one

  // --- report ---
  // Entries printed of one list (names, later mails, defects); the JSON report holds them all.
  std::size_t report_list_entries = 100;
};

}  // namespace constat
