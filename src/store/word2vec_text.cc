#include "src/store/word2vec_text.h"

#include <charconv>
#include <cmath>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace windowlm {
namespace {

constexpr absl::string_view kAsciiWhiteSpace = " \t\n\v\f\r";
constexpr size_t kLongestFloat = 32;

void AppendShortest(float value, std::string* text) {
  char digits[kLongestFloat];
  const std::to_chars_result end = std::to_chars(digits, digits + sizeof(digits), value);
  text->append(digits, end.ptr);
}

}  // namespace

Word2vecTextWriter::Word2vecTextWriter(uint64_t words, uint64_t dimension, ByteSink sink)
    : words_(words), dimension_(dimension), sink_(std::move(sink)) {}

absl::Status Word2vecTextWriter::WriteHeaderOnce() {
  if (std::exchange(header_written_, true)) return absl::OkStatus();
  return sink_(absl::StrCat(words_, " ", dimension_, "\n"));
}

absl::Status Word2vecTextWriter::CheckWord(absl::string_view word,
                                           absl::Span<const float> vector) const {
  const auto wrong = [this, word](absl::string_view what) {
    return absl::InvalidArgumentError(absl::StrCat("cannot write word vector ", words_added_ + 1,
                                                   ", \"", absl::CHexEscape(word.substr(0, 100)),
                                                   "\", as word2vec's text: ", what));
  };
  if (words_added_ == words_) return wrong(absl::StrCat("expected only ", words_));
  if (word.empty()) return wrong("the word is empty");
  if (word.find_first_of(kAsciiWhiteSpace) != absl::string_view::npos) {
    return wrong("the word holds white space, which ends words there");
  }
  if (vector.size() != dimension_) {
    return wrong(absl::StrCat("expected ", dimension_, " values, found ", vector.size()));
  }
  for (const float value : vector) {
    if (!std::isfinite(value)) return wrong("a value is not finite");
  }
  return absl::OkStatus();
}

absl::Status Word2vecTextWriter::Add(absl::string_view word, absl::Span<const float> vector) {
  if (status_.ok()) status_ = CheckWord(word, vector);
  if (status_.ok()) status_ = WriteHeaderOnce();
  if (!status_.ok()) return status_;
  line_.assign(word.data(), word.size());
  for (const float value : vector) {
    line_.push_back(' ');
    AppendShortest(value, &line_);
  }
  line_.push_back('\n');
  ++words_added_;
  return status_ = sink_(line_);
}

absl::Status Word2vecTextWriter::Finish() {
  if (status_.ok()) status_ = WriteHeaderOnce();
  if (!status_.ok()) return status_;
  if (words_added_ < words_) {
    status_ = absl::FailedPreconditionError(
        absl::StrCat("cannot write word vectors as word2vec's text: ", words_,
                     " were announced, but only ", words_added_, " came"));
  }
  return status_;
}

}  // namespace windowlm
