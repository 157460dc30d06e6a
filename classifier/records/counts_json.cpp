// Counts of a run as members of JSON objects.

#include "classifier/records/counts_json.h"

namespace constat::classifier {
namespace {

struct Count {
  std::string_view name;
  std::uint64_t value;
};

template <std::size_t N>
void write_object(std::string_view key, const Count (&counts)[N], JsonWriter& json) {
  json.key(key).begin_object();
  for (const Count& count : counts) json.key(count.name).value(count.value);
  json.end_object();
}

void write_list(std::string_view key, const std::vector<Equation>& equations, JsonWriter& json) {
  json.key(key).begin_array();
  for (const Equation& equation : equations) {
    json.begin_object().key("name").value(equation.name);
    json.key("input").value_or_null(equation.input);
    json.key("left").value(equation.left).key("right").value(equation.right).end_object();
  }
  json.end_array();
}

}  // namespace

void write_mbox(const capture::InputFacts& input, JsonWriter& json) {
  if (input.kind != capture::InputKind::kMbox) {
    json.key("mbox").null();
    return;
  }
  write_object("mbox",
               {{"separator", input.mbox.separator},
                {"separator_alone", input.mbox.separator_alone},
                {"content_length", input.mbox.content_length},
                {"file_start", input.mbox.file_start}},
               json);
}

void write_skipped(const capture::InputFacts& input, JsonWriter& json) {
  write_counts<capture::SkipReason>("frames_skipped", input.frames_skipped, &capture::name_of,
                                    json);
}

void write_skipped(const Summary& summary, JsonWriter& json) {
  write_counts<capture::SkipReason>("frames_skipped", summary.frames_skipped, &capture::name_of,
                                    json);
}

void write_frame_counts(const capture::FrameCounts& counts, JsonWriter& json) {
  json.key("frame_counts").begin_object();
  write_counts<capture::Layer>("layers", counts.layers, &capture::name_of, json);
  json.key("checksums_wrong_set_aside").value(counts.checksums_wrong_set_aside);
  json.key("checksums_wrong_read").value(counts.checksums_wrong_read);
  json.key("checksums_unfinished").value(counts.checksums_unfinished);
  json.key("addresses_offloading").value(counts.addresses_offloading);
  json.key("frames_repeated").value(counts.frames_repeated);
  json.key("datagrams_overlapping").value(counts.datagrams_overlapping);
  json.key("datagrams_incomplete").value(counts.datagrams_incomplete);
  json.key("options_malformed").value(counts.options_malformed);
  json.key("payload_bytes_offered").value(counts.payload_bytes_offered).end_object();
}

void write_streams(const capture::StreamCounts& streams, JsonWriter& json) {
  write_object("streams",
               {{"flows", streams.flows},
                {"flows_evicted", streams.flows_evicted},
                {"half_open_flows", streams.half_open_flows},
                {"half_open_flows_evicted", streams.half_open_flows_evicted},
                {"delivered_bytes", streams.delivered_bytes},
                {"duplicate_bytes", streams.duplicate_bytes},
                {"conflicting_bytes", streams.conflicting_bytes},
                {"conflicts", streams.conflicts},
                {"set_aside_bytes", streams.set_aside_bytes},
                {"gap_bytes", streams.gap_bytes},
                {"gap_bytes_acknowledged", streams.gap_bytes_acknowledged},
                {"gaps", streams.gaps},
                {"offset_bytes", streams.offset_bytes},
                {"directions_finished", streams.directions_finished},
                {"directions_exact", streams.directions_exact},
                {"directions_past_fin", streams.directions_past_fin},
                {"resets_ignored", streams.resets_ignored},
                {"urgent_bytes", streams.urgent_bytes},
                {"syn_bytes_ignored", streams.syn_bytes_ignored},
                {"old_timestamp_segments", streams.old_timestamp_segments},
                {"ttl_outliers", streams.ttl_outliers},
                {"probes", streams.probes}},
               json);
}

void write_other_flows(const parser::smtp::OtherFlows& other, JsonWriter& json) {
  write_object("other_flows",
               {{"flows", other.flows},
                {"bytes", other.bytes},
                {"tls_flows", other.tls_flows},
                {"tls_bytes", other.tls_bytes},
                {"missing_bytes", other.missing_bytes},
                {"flows_given_up", other.flows_given_up},
                {"given_up_bytes", other.given_up_bytes}},
               json);
}

void write_sessions(const Summary& summary, JsonWriter& json) {
  json.key("sessions").begin_object().key("total").value(summary.sessions);
  json.key("encrypted").value(summary.sessions_encrypted);
  json.key("one_sided").value(summary.sessions_one_sided);
  json.key("midstream").value(summary.sessions_midstream);
  const parser::smtp::SessionBytes& bytes = summary.session_bytes;
  write_object("bytes",
               {{"command", bytes.command},
                {"mail", bytes.mail},
                {"encrypted", bytes.encrypted},
                {"missing", bytes.missing},
                {"unparsed", bytes.unparsed}},
               json);
  json.end_object();
}

void write_equations(const Summary& summary, JsonWriter& json) {
  write_list("equations", equations(summary), json);
  write_list("broken_equations", summary.broken_equations, json);
}

}  // namespace constat::classifier
