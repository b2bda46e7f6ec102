#include "src/vectors/vectors_writer.h"

#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "src/base/number_text.h"
// Binary values are little-endian, as memory is, so they are copied as bytes.
#include "src/input/little_endian.h"
#include "src/input/shown_text.h"
#include "src/vectors/numpy_header.h"

namespace windowlm {
namespace {

constexpr absl::string_view kAsciiWhiteSpace = " \t\n\v\f\r";
constexpr absl::string_view kWordsFileSeparators = "\t\n\r";

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
  if (word.empty()) return wrong("the word is empty");
  const absl::string_view separators = has_words_file_ ? kWordsFileSeparators : kAsciiWhiteSpace;
  if (word.find_first_of(separators) != absl::string_view::npos) {
    return wrong(
        has_words_file_
            ? "the word holds a tab or a line's end, which would end it in the file of words"
            : "the word holds white space, which would end it in this format");
  }
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
