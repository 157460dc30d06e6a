// Compressed files, decompressed as a stream in bounded memory: gzip (RFC 1952, any number of
// members) and Zstandard (RFC 8878, any number of frames, skippable ones among them).
//
// Everything before damage is handed out. Bytes after the last member are hashed and stated, not
// read. What comes out is not decompressed again if it is compressed itself.
#pragma once

#include <memory>
#include <string_view>

#include "capture/byte_stage.h"
#include "core/limits.h"

namespace constat::capture {

// By the first kCompressionMagic bytes.
inline constexpr std::size_t kCompressionMagic = 4;
Compression compression_of(std::string_view head);

// `head` was read from `file` already and comes first. `compression` is not kNone.
std::unique_ptr<ByteStage> decompress(std::unique_ptr<ByteStage> file, std::string_view head,
                                      Compression compression, const Limits& limits);

}  // namespace constat::capture
