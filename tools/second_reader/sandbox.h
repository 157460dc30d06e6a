// What a process that reads hostile mail is allowed: nothing but memory and its end. Linux only:
// seccomp(2) filters, of which each narrows the one before.
#pragma once

#include <cstdint>

namespace constat::tools::second_reader {

enum class Narrowed : std::uint8_t { kYes, kNo };

// Of a process that waits for mails and starts another for each: no new privileges, no core, no
// file, no socket, no other program; it may read and write what is open, start a process and wait.
Narrowed narrow_to_waiting();

// Of the process that reads one mail: memory without a file behind it, and exit. After `seconds` of
// processor time it is ended.
Narrowed narrow_to_reading(std::uint32_t seconds);

}  // namespace constat::tools::second_reader
