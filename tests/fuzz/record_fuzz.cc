// Files of records, and windowlm's own of sealed ones.

#include <string>
#include <vector>

#include "src/input/byte_source.h"
#include "src/store/record_file.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/resealed.h"
#include "tests/store/tiny_file.h"

namespace windowlm {

void FuzzOne(absl::string_view bytes) {
  RecordReader reader(ByteSource::FromBytes("records", bytes));
  while (!reader.AtEnd()) {
    const absl::StatusOr<absl::string_view> payload = reader.Next();
    if (!payload.ok()) break;
    const std::string record = RecordOf(std::string(*payload));
    Require(bytes.substr(reader.record_offset(), record.size()) == record,
            "a record that was read is the record of its payload");
  }
  const bool whole = ReadAnyFile(bytes).ok();
  const std::string resealed = Resealed(bytes);
  const bool fits = ReadAnyFile(resealed).ok();
  Require(!whole || (fits && resealed == bytes), "a file that is whole has the footer that fits");
}

std::vector<std::string> FuzzSeeds() {
  return {TinyFile(), RecordOf(""), RecordOf("payload") + RecordOf("another")};
}

}  // namespace windowlm
