#include "src/vectors/word2vec_binary.h"

#include <cstring>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
// The values are little-endian, as memory is, so they are copied as bytes.
#include "src/input/little_endian.h"
#include "src/vectors/vectors_text.h"

namespace windowlm {
namespace {

constexpr size_t kLongestHeader = 100;

}  // namespace

absl::Status ReadBinaryVectors(ByteReader& reader, VectorRows& rows) {
  absl::StatusOr<absl::string_view> bytes = reader.Peek(kLongestHeader);
  if (!bytes.ok()) return bytes.status();
  const size_t header_end = bytes->substr(0, kLongestHeader).find('\n');
  uint64_t words = 0;
  uint64_t dimension = 0;
  if (header_end == absl::string_view::npos ||
      !ParseWord2vecHeader(bytes->substr(0, header_end), &words, &dimension)) {
    return reader.WrongByte(
        0, "a header with the number of words and the number of values of each was expected");
  }
  absl::Status status = rows.SetDimension(dimension, {reader.name(), "byte", 0});
  if (!status.ok()) return status;
  if (words == 0) return reader.WrongByte(0, "there are no words");
  reader.Skip(header_end + 1);

  const size_t vector_bytes = dimension * sizeof(float);
  std::vector<float> vector(dimension);
  uint64_t read = 0;
  const auto skip_line_feeds = [&] {
    bytes = reader.Peek(kMaxForeignWordBytes + 1);
    while (bytes.ok() && !bytes->empty() && bytes->front() == '\n') {
      reader.Skip(1);
      bytes = reader.Peek(kMaxForeignWordBytes + 1);
    }
  };
  const auto file_ends = [&](absl::string_view where) {
    return reader.WrongByte(
        reader.offset() + bytes->size(),
        absl::StrCat("the file ends ", where, " word ", read + 1, " of ", words));
  };
  for (; read < words; ++read) {
    skip_line_feeds();
    if (!bytes.ok()) return bytes.status();
    const uint64_t word_at = reader.offset();
    const size_t length = bytes->find_first_of(" \t\n\v\f\r");
    if (length == absl::string_view::npos && bytes->size() <= kMaxForeignWordBytes) {
      return file_ends(bytes->empty() ? "before" : "in");
    }
    if (length == absl::string_view::npos || (*bytes)[length] != ' ') {
      return reader.WrongByte(word_at, absl::StrCat("word ", read + 1, " of ", words,
                                                    " and a space after it were expected"));
    }
    const std::string word(bytes->substr(0, length));
    reader.Skip(length + 1);
    bytes = reader.Peek(vector_bytes);
    if (!bytes.ok()) return bytes.status();
    if (bytes->size() < vector_bytes) return file_ends("in the values of");
    std::memcpy(vector.data(), bytes->data(), vector_bytes);
    status = rows.Add(word, vector, {reader.name(), "byte", word_at});
    if (!status.ok()) return status;
    reader.Skip(vector_bytes);
    if (rows.full()) return absl::OkStatus();
  }
  if (status = rows.CheckHasWords({reader.name(), "byte", 0}); !status.ok()) return status;
  skip_line_feeds();
  if (!bytes.ok()) return bytes.status();
  if (bytes->empty()) return absl::OkStatus();
  return reader.WrongByte(reader.offset(),
                          absl::StrCat("expected the end of the file after the ", words,
                                       " words that it announces, found more"));
}

}  // namespace windowlm
