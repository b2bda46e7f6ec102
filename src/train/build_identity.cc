#include "src/train/build_identity.h"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "src/base/crc32c.h"
#include "src/input/byte_source.h"
#include "src/model/model_file.h"

namespace windowlm {

std::string BuildIdentity() {
  constexpr uint64_t kPiece = uint64_t{1} << 20;
  const absl::StatusOr<std::unique_ptr<ByteSource>> program =
      ByteSource::OpenFile("/proc/self/exe");
  if (!program.ok()) return kProgramVersion;
  uint32_t crc = 0;
  while ((*program)->remaining() > 0) {
    const auto piece = (*program)->Read(std::min(kPiece, (*program)->remaining()));
    if (!piece.ok()) return kProgramVersion;
    crc = ExtendCrc32c(crc, *piece);
  }
  return absl::StrFormat("%s, %d bytes, checksum %08x", kProgramVersion, (*program)->offset(), crc);
}

std::string ProcessorType() {
  std::vector<std::string> parts;
  std::ifstream lines("/proc/cpuinfo");
  // Only the lines of the first processor count; an empty one ends them.
  for (std::string line; std::getline(lines, line) && !line.empty();) {
    const std::pair<std::string, std::string> field = absl::StrSplit(line, absl::MaxSplits(':', 1));
    const absl::string_view name = absl::StripAsciiWhitespace(field.first);
    const absl::string_view value = absl::StripAsciiWhitespace(field.second);
    if (name == "cpu family" || name == "model") {
      parts.push_back(absl::StrCat(name, " ", value));
    } else if (name == "model name") {
      parts.insert(parts.begin(), std::string(value));
    }
  }
  return absl::StrJoin(parts, ", ");
}

}  // namespace windowlm
