// Lines of text within a width, counted in columns of a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "report/wording.h"

namespace constat::report {

// Spans as plain text: what was read is escaped and cut to length.
std::string flat(const Line& line, const Wording& wording);

// Breaks at spaces; a word longer than `width` is divided. At least one line.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

std::string pad_right(std::string text, std::size_t width);
std::string pad_left(const std::string& text, std::size_t width);

// Appends wrapped text: the first line after `first`, the others after as many spaces.
void append_wrapped(std::string_view text, std::string_view first, std::size_t width,
                    std::string& out);

// As a table when it fits, else row by row under each other.
void append_table(const Table& table, const Wording& wording, std::size_t width, std::string& out);

// Two columns side by side from 90 columns on, else one under the other; then the places where the
// facts were seen, by their numbers in brackets.
void append_fact_columns(const std::vector<const FactColumn*>& columns, const Wording& wording,
                         std::size_t width, std::string& out);

}  // namespace constat::report
