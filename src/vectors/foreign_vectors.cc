#include "src/vectors/foreign_vectors.h"

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "src/base/crc32c.h"
#include "src/input/byte_reader.h"
#include "src/input/little_endian.h"
#include "src/vectors/fasttext_binary.h"
#include "src/vectors/fasttext_format.h"
#include "src/vectors/numpy_header.h"
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
  uint64_t ignored;
  if (!ParseWord2vecHeader(first_line, &ignored, &ignored)) {
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
  // If there is no space, the file is text that is separated by tabs, or malformed.
  return space == absl::string_view::npos || IsNumberText(values) ? VectorFormat::kWord2vecText
                                                                  : VectorFormat::kWord2vecBinary;
}

absl::Status ReadNumpyVectors(ByteReader& reader, ByteReader& words, VectorRows& rows) {
  const absl::StatusOr<NumpyShape> shape = ReadNumpyHeader(reader);
  if (!shape.ok()) return shape.status();
  absl::Status status = rows.SetDimension(shape->columns, {reader.name(), "byte", 0});
  if (!status.ok()) return status;
  if (shape->rows == 0) return reader.WrongByte(0, "there are no words");
  std::vector<float> vector(shape->columns);
  const size_t vector_bytes = shape->columns * sizeof(float);
  absl::string_view word;
  for (uint64_t row = 0; row < shape->rows; ++row) {
    const absl::StatusOr<absl::string_view> bytes = reader.Peek(vector_bytes);
    if (!bytes.ok()) return bytes.status();
    if (bytes->size() < vector_bytes) {
      return reader.WrongByte(reader.offset() + bytes->size(),
                              absl::StrCat("the file ends in row ", row + 1, " of ", shape->rows));
    }
    std::memcpy(vector.data(), bytes->data(), vector_bytes);
    reader.Skip(vector_bytes);
    const absl::StatusOr<bool> more = words.NextLine(&word);
    if (!more.ok()) return more.status();
    if (!*more) {
      return words.WrongLine(absl::StrCat("the file ends; ", shape->rows,
                                          " words were expected, one for each vector of ",
                                          reader.name()));
    }
    status = rows.Add(word, vector, {words.name(), "line", words.line()});
    if (!status.ok()) return status;
  }
  const absl::StatusOr<absl::string_view> rest = reader.Peek(1);
  if (!rest.ok()) return rest.status();
  if (!rest->empty()) {
    return reader.WrongByte(reader.offset(),
                            absl::StrCat("expected the end of the file after the ", shape->rows,
                                         " rows that it announces, found more"));
  }
  const absl::StatusOr<bool> more = words.NextLine(&word);
  if (!more.ok()) return more.status();
  if (!*more) return absl::OkStatus();
  return words.WrongLine(absl::StrCat("expected the end of the file after ", shape->rows,
                                      " words, one for each vector of ", reader.name(),
                                      ", found another word"));
}

absl::StatusOr<ForeignVectors> ReadTwoFiles(
    ByteReader& reader, const std::function<absl::StatusOr<NamedInput>()>& open_words) {
  absl::StatusOr<NamedInput> opened = open_words();
  if (!opened.ok()) return opened.status();
  ByteReader words(opened->name, std::move(opened->input));
  VectorRows rows;
  const absl::Status status = ReadNumpyVectors(reader, words, rows);
  if (!status.ok()) return status;
  ForeignVectors vectors = rows.Take();
  char checksums[2 * sizeof(uint32_t)];
  StoreUint32(reader.crc32c(), checksums);
  StoreUint32(words.crc32c(), checksums + sizeof(uint32_t));
  vectors.bytes = reader.bytes() + words.bytes();
  vectors.crc32c = Crc32c(absl::string_view(checksums, sizeof(checksums)));
  return vectors;
}

// Adds the size and the checksum of the file, which is read to its end.
absl::StatusOr<ForeignVectors> OfFile(const ByteReader& reader,
                                      absl::StatusOr<ForeignVectors> vectors) {
  if (!vectors.ok()) return vectors;
  vectors->bytes = reader.bytes();
  vectors->crc32c = reader.crc32c();
  return vectors;
}

}  // namespace

absl::StatusOr<ForeignVectors> ReadForeignVectors(
    NamedInput vectors, absl::optional<VectorFormat> format,
    const std::function<absl::StatusOr<NamedInput>()>& open_words) {
  ByteReader reader(vectors.name, std::move(vectors.input));
  const absl::StatusOr<absl::string_view> mark = reader.Peek(kByteOrderMark.size());
  if (!mark.ok()) return mark.status();
  if (absl::StartsWith(*mark, kByteOrderMark)) reader.Skip(kByteOrderMark.size());
  if (!format.has_value()) {
    const absl::StatusOr<VectorFormat> found = FormatOf(reader);
    if (!found.ok()) return found.status();
    format = *found;
  }
  VectorRows rows;
  absl::Status status;
  switch (*format) {
    case VectorFormat::kWord2vecText:
    case VectorFormat::kGlove:
      status = ReadTextVectors(*format == VectorFormat::kWord2vecText, reader, rows);
      break;
    case VectorFormat::kWord2vecBinary:
      status = ReadBinaryVectors(reader, rows);
      break;
    case VectorFormat::kNumpy:
      return ReadTwoFiles(reader, open_words);
    case VectorFormat::kFastText:
      return OfFile(reader, ReadFastText(reader));
    case VectorFormat::kTensorboard:
      status = absl::UnimplementedError(
          absl::StrCat("cannot read ", reader.name(),
                       ": windowlm writes TensorBoard's files, but does not read them"));
  }
  if (!status.ok()) return status;
  return OfFile(reader, rows.Take());
}

}  // namespace windowlm
