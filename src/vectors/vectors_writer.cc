#include "src/vectors/vectors_writer.h"

#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "src/base/number_text.h"
// Binary values are little-endian, as memory is, so they are copied as bytes.
#include "src/input/little_endian.h"
#include "src/input/shown_text.h"
#include "src/vectors/numpy_header.h"
#include "src/vectors/vectors_text.h"

namespace windowlm {
namespace {

constexpr absl::string_view kAsciiWhiteSpace = " \t\n\v\f\r";
constexpr absl::string_view kLineEnds = "\n\r";

bool Holds(absl::string_view word, absl::string_view characters) {
  return word.find_first_of(characters) != absl::string_view::npos;
}

// Why a format has no way to write a word; empty if it has one.
absl::string_view WhyNotWritten(VectorFormat format, absl::string_view word) {
  if (word.empty()) return "the word is empty";
  if (Holds(word, kLineEnds)) return "the word holds a line's end, which would end it";
  switch (format) {
    case VectorFormat::kWord2vecText:
    case VectorFormat::kGlove:
      if (IsTextWord(word)) break;
      return "the word starts or ends with white space, or its last part is a number, which would "
             "count as a value; --to=numpy has a place for it";
    case VectorFormat::kWord2vecBinary:
      if (!Holds(word, kAsciiWhiteSpace)) break;
      return "the word holds white space, which would end it in this format; --to=glove and "
             "--to=word2vec have a place for it";
    case VectorFormat::kTensorboard:
      if (Holds(word, "\t")) return "the word holds a tab, which would end it in the file of words";
      break;
    case VectorFormat::kNumpy:
    case VectorFormat::kFastText:
      break;
  }
  return "";
}

void AppendBinary(absl::Span<const float> values, std::string* bytes) {
  bytes->append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float));
}

}  // namespace

VectorsWriter::VectorsWriter(VectorFormat format, uint64_t words, uint64_t dimension, ByteSink sink,
                             ByteSink words_sink)
    : format_(format),
      has_words_file_(!WordsPath(format, "").empty()),
      words_(words),
      dimension_(dimension),
      sink_(std::move(sink)),
      words_sink_(std::move(words_sink)) {}

absl::Status VectorsWriter::WriteHeaderOnce() {
  if (std::exchange(header_written_, true)) return absl::OkStatus();
  switch (format_) {
    case VectorFormat::kWord2vecText:
    case VectorFormat::kWord2vecBinary:
      return sink_(absl::StrCat(words_, " ", dimension_, "\n"));
    case VectorFormat::kNumpy:
      return sink_(NumpyHeader(words_, dimension_));
    case VectorFormat::kFastText:
      return absl::UnimplementedError(absl::StrCat("cannot write word vectors alone as ",
                                                   VectorFormatTitle(format_),
                                                   ", which holds the rows of n-grams too"));
    case VectorFormat::kGlove:
    case VectorFormat::kTensorboard:
      break;
  }
  return absl::OkStatus();
}

absl::Status VectorsWriter::CheckWord(absl::string_view word,
                                      absl::Span<const float> vector) const {
  const auto wrong = [this, word](absl::string_view what) {
    return absl::InvalidArgumentError(absl::StrCat("cannot write word vector ", words_added_ + 1,
                                                   ", ", QuotedExcerpt(word), ", as ",
                                                   VectorFormatTitle(format_), ": ", what));
  };
  if (words_added_ == words_) return wrong(absl::StrCat("expected only ", words_));
  if (const absl::string_view why = WhyNotWritten(format_, word); !why.empty()) return wrong(why);
  if (vector.size() != dimension_) {
    return wrong(absl::StrCat("expected ", dimension_, " values, found ", vector.size()));
  }
  for (const float value : vector) {
    if (!std::isfinite(value)) return wrong("a value is not finite");
  }
  return absl::OkStatus();
}

void VectorsWriter::AppendValues(char separator, absl::Span<const float> vector) {
  for (const float value : vector) {
    if (!piece_.empty()) piece_.push_back(separator);
    piece_ += ExactNumberText(value);
  }
  piece_.push_back('\n');
}

void VectorsWriter::MakePiece(absl::string_view word, absl::Span<const float> vector) {
  piece_.clear();
  switch (format_) {
    case VectorFormat::kWord2vecText:
    case VectorFormat::kGlove:
      piece_.assign(word.data(), word.size());
      return AppendValues(' ', vector);
    case VectorFormat::kWord2vecBinary:
      piece_.assign(word.data(), word.size());
      piece_.push_back(' ');
      AppendBinary(vector, &piece_);
      return piece_.push_back('\n');
    case VectorFormat::kNumpy:
      return AppendBinary(vector, &piece_);
    case VectorFormat::kTensorboard:
      return AppendValues('\t', vector);
    case VectorFormat::kFastText:
      return;
  }
}

absl::Status VectorsWriter::Add(absl::string_view word, absl::Span<const float> vector) {
  if (status_.ok()) status_ = CheckWord(word, vector);
  if (status_.ok()) status_ = WriteHeaderOnce();
  if (!status_.ok()) return status_;
  MakePiece(word, vector);
  ++words_added_;
  status_ = sink_(piece_);
  if (status_.ok() && has_words_file_) status_ = words_sink_(absl::StrCat(word, "\n"));
  return status_;
}

absl::Status VectorsWriter::Finish() {
  if (status_.ok()) status_ = WriteHeaderOnce();
  if (!status_.ok()) return status_;
  if (words_added_ < words_) {
    status_ = absl::FailedPreconditionError(
        absl::StrCat("cannot write word vectors as ", VectorFormatTitle(format_), ": ", words_,
                     " were announced, but only ", words_added_, " added"));
  }
  return status_;
}

}  // namespace windowlm
