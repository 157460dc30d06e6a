// What makes each row of the catalogue; row.cpp lists them in order.
#pragma once

#include "tools/forge/rows/row.h"

namespace constat::forge {

void make_inconsistent_retransmissions(Size size, CaseSink& cases);
void make_partial_overlaps(Size size, CaseSink& cases);
void make_insertions(Size size, CaseSink& cases);
void make_sequence_wraps(Size size, CaseSink& cases);
void make_resets(Size size, CaseSink& cases);
void make_fins(Size size, CaseSink& cases);
void make_tiny_segments(Size size, CaseSink& cases);
void make_urgent_bytes(Size size, CaseSink& cases);
void make_syn_data(Size size, CaseSink& cases);
void make_odd_handshakes(Size size, CaseSink& cases);
void make_midstream_starts(Size size, CaseSink& cases);
void make_single_sides(Size size, CaseSink& cases);
void make_gaps_in_data(Size size, CaseSink& cases);
void make_gaps_over_commands(Size size, CaseSink& cases);
void make_hoarding(Size size, CaseSink& cases);
void make_descending_segments(Size size, CaseSink& cases);
void make_fragments(Size size, CaseSink& cases);
void make_deep_headers(Size size, CaseSink& cases);
void make_repeated_frames(Size size, CaseSink& cases);
void make_odd_times(Size size, CaseSink& cases);
void make_reused_ports(Size size, CaseSink& cases);
void make_probes(Size size, CaseSink& cases);
void make_syn_flood(Size size, CaseSink& cases);
void make_colliding_flows(Size size, CaseSink& cases);
void make_malformed_options(Size size, CaseSink& cases);
void make_offloaded_frames(Size size, CaseSink& cases);

void make_longer_than_wire(Size size, CaseSink& cases);
void make_absurd_lengths(Size size, CaseSink& cases);
void make_wrong_blocks(Size size, CaseSink& cases);
void make_truncations(Size size, CaseSink& cases);
void make_mixed_sections(Size size, CaseSink& cases);
void make_time_options(Size size, CaseSink& cases);
void make_link_types(Size size, CaseSink& cases);
void make_kinds_of_file(Size size, CaseSink& cases);
void make_changing_files(Size size, CaseSink& cases);
void make_mboxes(Size size, CaseSink& cases);
void make_odd_mails(Size size, CaseSink& cases);

// Of T04 and T15, at full size only.
void make_flow_beyond_four_gibibytes(CaseSink& cases);
void make_hoarders_at_once(CaseSink& cases);

}  // namespace constat::forge
