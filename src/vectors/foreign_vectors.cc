#include "src/vectors/foreign_vectors.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "src/base/crc32c.h"
#include "src/input/byte_reader.h"
#include "src/input/little_endian.h"
#include "src/vectors/fasttext_binary.h"
#include "src/vectors/fasttext_format.h"
#include "src/vectors/foreign_file_kind.h"
#include "src/vectors/numpy_header.h"
#include "src/vectors/numpy_vectors.h"
#include "src/vectors/vectors_text.h"
#include "src/vectors/word2vec_binary.h"

namespace windowlm {
namespace {

// How many bytes at the start of a file are examined to tell its format.
constexpr size_t kStartBytes = size_t{1} << 16;

// A byte order mark at the start of a text is not part of its first word.
constexpr absl::string_view kByteOrderMark = "\xef\xbb\xbf";

// Numbers in text are of printable characters; the bytes of a binary vector hardly ever are.
bool IsNumberText(absl::string_view bytes) {
  return !bytes.empty() && std::all_of(bytes.begin(), bytes.end(), [](char c) {
    return (c >= ' ' && c <= '~') || c == '\t' || c == '\r';
  });
}

absl::string_view FirstLine(absl::string_view text) { return text.substr(0, text.find('\n')); }

absl::StatusOr<VectorFormat> FormatOf(ByteReader& reader) {
  const absl::StatusOr<absl::string_view> bytes = reader.Peek(kStartBytes);
  if (!bytes.ok()) return bytes.status();
  const absl::string_view start = bytes->substr(0, kStartBytes);
  if (absl::StartsWith(start, kNumpyMagic)) return VectorFormat::kNumpy;
  if (start.size() >= sizeof(kFastTextMagic) && LoadUint32(start.data()) == kFastTextMagic) {
    return VectorFormat::kFastText;
  }
  const absl::string_view first_line = FirstLine(start);
  const size_t nul = first_line.find('\0');
  if (nul != absl::string_view::npos) {
    return reader.WrongByte(nul, "it is 0, which is no text; a file of word vectors was expected");
  }
  uint64_t words;
  uint64_t dimension;
  if (!ParseWord2vecHeader(first_line, &words, &dimension)) {
    const size_t tab = first_line.find('\t');
    float number;
    if (tab == absl::string_view::npos || absl::StrContains(first_line, ' ') ||
        !absl::SimpleAtof(first_line.substr(0, tab), &number)) {
      return VectorFormat::kGlove;
    }
    return reader.WrongByte(
        0, "a word before its numbers was expected; TensorBoard's files of vectors have no words");
  }
  const absl::string_view after = start.substr(std::min(first_line.size() + 1, start.size()));
  if (after.empty()) return VectorFormat::kWord2vecText;
  const size_t space = after.find(' ');
  const absl::string_view values =
      space == absl::string_view::npos ? "" : FirstLine(after.substr(space + 1));
  // If there is no space, the file is text that is separated by tabs, or malformed. A word with
  // spaces may be of other characters than ASCII's.
  const bool is_text = space == absl::string_view::npos || IsNumberText(values) ||
                       CountTrailingNumbers(FirstLine(after)) >= dimension;
  return is_text ? VectorFormat::kWord2vecText : VectorFormat::kWord2vecBinary;
}

absl::StatusOr<ForeignVectors> ReadTwoFiles(
    ByteReader& reader, const VectorsReading& reading,
    const std::function<absl::StatusOr<NamedInput>()>& open_words) {
  absl::StatusOr<NamedInput> opened = open_words();
  if (!opened.ok()) return opened.status();
  ByteReader words(opened->name, std::move(opened->input));
  VectorRows rows(reading);
  const absl::Status status = ReadNumpyVectors(reading, reader, words, rows);
  if (!status.ok()) return status;
  ForeignVectors vectors = rows.Take();
  char checksums[2 * sizeof(uint32_t)];
  StoreUint32(reader.crc32c(), checksums);
  StoreUint32(words.crc32c(), checksums + sizeof(uint32_t));
  vectors.bytes = reader.offset() + words.offset();
  vectors.crc32c = Crc32c(absl::string_view(checksums, sizeof(checksums)));
  return vectors;
}

// Adds the size and the checksum of what was read of the file.
absl::StatusOr<ForeignVectors> OfFile(const ByteReader& reader,
                                      absl::StatusOr<ForeignVectors> vectors) {
  if (!vectors.ok()) return vectors;
  vectors->bytes = reader.offset();
  vectors->crc32c = reader.crc32c();
  return vectors;
}

absl::StatusOr<ForeignVectors> ReadAs(
    VectorFormat format, ByteReader& reader, const VectorsReading& reading,
    const std::function<absl::StatusOr<NamedInput>()>& open_words) {
  VectorRows rows(reading);
  absl::Status status;
  switch (format) {
    case VectorFormat::kWord2vecText:
    case VectorFormat::kGlove:
      status = ReadTextVectors(format == VectorFormat::kWord2vecText, reader, rows);
      break;
    case VectorFormat::kWord2vecBinary:
      status = ReadBinaryVectors(reader, rows);
      break;
    case VectorFormat::kNumpy:
      return ReadTwoFiles(reader, reading, open_words);
    case VectorFormat::kFastText:
      return OfFile(reader, ReadFastText(reader, reading));
    case VectorFormat::kTensorboard:
      status = absl::UnimplementedError(
          absl::StrCat("cannot read ", reader.name(),
                       ": windowlm writes TensorBoard's files, but does not read them"));
  }
  if (!status.ok()) return status;
  return OfFile(reader, rows.Take());
}

}  // namespace

absl::StatusOr<ForeignVectors> ReadForeignVectors(
    NamedInput vectors, absl::optional<VectorFormat> format, const VectorsReading& reading,
    const std::function<absl::StatusOr<NamedInput>()>& open_words) {
  ByteReader reader(vectors.name, std::move(vectors.input));
  const absl::StatusOr<absl::string_view> start = reader.Peek(kStartBytes);
  if (!start.ok()) return start.status();
  const absl::Status kind = CheckIsNoOtherKind(reader.name(), start->substr(0, kStartBytes));
  if (!kind.ok() && !format.has_value()) return kind;
  if (absl::StartsWith(*start, kByteOrderMark)) reader.Skip(kByteOrderMark.size());
  if (!format.has_value()) {
    const absl::StatusOr<VectorFormat> found = FormatOf(reader);
    if (!found.ok()) return found.status();
    format = *found;
  }
  absl::StatusOr<ForeignVectors> result = ReadAs(*format, reader, reading, open_words);
  // The format that was asked for may have seemed to be another file's.
  if (!kind.ok() && absl::IsInvalidArgument(result.status())) return kind;
  return result;
}

}  // namespace windowlm
