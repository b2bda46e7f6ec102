#include "src/model/ngram/arpa_reader.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "src/base/crc32c.h"
#include "src/base/format_count.h"
#include "src/base/number_text.h"
#include "src/corpus/special_words.h"
#include "src/input/byte_input.h"
#include "src/input/shown_text.h"
#include "src/input/text_lines.h"

namespace windowlm {
namespace {

constexpr absl::string_view kStartOfCounts = "\\data\\";
constexpr absl::string_view kEndOfFile = "\\end\\";
// The unknown word of some programs.
constexpr absl::string_view kCapitalUnknown = "<UNK>";

std::string HeadingOf(size_t order) { return absl::StrCat("\\", order, "-grams:"); }

// "1 3-gram", "20 3-grams".
std::string CountedNgrams(uint64_t count, size_t order) {
  return Counted(count, absl::StrCat(order, "-gram"));
}

absl::Status Expected(absl::string_view expected, absl::string_view found) {
  return absl::InvalidArgumentError(
      absl::StrCat(expected, " was expected, and found ", QuotedExcerpt(found)));
}

// Reads a logarithm into *number; "-inf" is kArpaLogZero, and *is_zero then true.
bool ParseLogarithm(absl::string_view text, float* number, bool* is_zero) {
  double value = 0;
  *is_zero = absl::EqualsIgnoreCase(text, "-inf");
  if (*is_zero) {
    *number = kArpaLogZero;
    return true;
  }
  if (!ParseNumber(text, &value)) return false;
  if (std::abs(value) > std::numeric_limits<float>::max()) return false;
  // Negative zero is not told from zero.
  *number = static_cast<float>(value) + 0.0f;
  return true;
}

}  // namespace

ArpaReader::ArpaReader(absl::optional<Vocabulary> given)
    : has_given_(given.has_value()), vocabulary_(std::move(given)) {}

absl::Status ArpaReader::Add(absl::string_view line, uint64_t number) {
  last_line_ = number;
  bytes_ += line.size() + 1;
  crc32c_ = ExtendCrc32c(ExtendCrc32c(crc32c_, line), "\n");
  switch (place_) {
    case Place::kStart:
      if (line[0] == '#') return absl::OkStatus();
      if (line != kStartOfCounts) {
        return Expected(absl::StrCat(kStartOfCounts, ", with which an ARPA file begins,"), line);
      }
      place_ = Place::kCounts;
      return absl::OkStatus();
    case Place::kCounts:
      return line[0] == '\\' ? AddHeading(line, number) : AddCount(line);
    case Place::kNgrams:
      return line[0] == '\\' ? AddHeading(line, number) : AddNgram(line, number);
    case Place::kEnd:
      break;
  }
  return Expected(absl::StrCat("nothing behind ", kEndOfFile), line);
}

absl::Status ArpaReader::AddCount(absl::string_view line) {
  absl::string_view text = line;
  const bool is_count = absl::ConsumePrefix(&text, "ngram");
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(text, absl::MaxSplits('=', 1));
  uint64_t order = 0;
  uint64_t count = 0;
  if (!is_count || !ParseNumber(absl::StripAsciiWhitespace(parts.first), &order) ||
      !ParseNumber(absl::StripAsciiWhitespace(parts.second), &count) || order != orders() + 1) {
    return Expected(absl::StrCat("\"ngram ", orders() + 1, "=\" and how many there are, or ",
                                 HeadingOf(1), ","),
                    line);
  }
  if (order > kMaxNgramOrder) {
    return Expected(absl::StrCat("an order of at most ", kMaxNgramOrder), line);
  }
  if (count >= kNoNgram) return Expected(absl::StrCat("a number below ", kNoNgram), line);
  announced_.push_back(count);
  return absl::OkStatus();
}

absl::Status ArpaReader::AddHeading(absl::string_view line, uint64_t number) {
  if (place_ == Place::kNgrams) {
    if (absl::Status status = FinishOrder(); !status.ok()) return status;
  } else if (announced_.empty()) {
    return Expected("\"ngram 1=\" and how many there are", line);
  }
  const bool is_end = order_ == orders();
  const std::string expected = is_end ? std::string(kEndOfFile) : HeadingOf(order_ + 1);
  if (line != expected) return Expected(expected, line);
  place_ = is_end ? Place::kEnd : Place::kNgrams;
  ++order_;
  heading_ = number;
  read_ = 0;
  return absl::OkStatus();
}

absl::Status ArpaReader::Split(absl::string_view line) {
  std::vector<absl::string_view>& words = parts_.words;
  words = absl::StrSplit(line, absl::ByAnyChar(" \t\r"), absl::SkipEmpty());
  const size_t fields = words.size();
  if (fields != order_ + 1 && fields != order_ + 2) {
    return absl::InvalidArgumentError(
        absl::StrCat("a log10 probability, ", Counted(order_, "word"),
                     " and perhaps a backoff were expected, and found ", Counted(fields, "field"),
                     ": ", QuotedExcerpt(line)));
  }
  bool is_zero = false;
  if (!ParseLogarithm(words[0], &parts_.probability, &is_zero) || parts_.probability > 0) {
    return Expected("a log10 probability of at most 0", words[0]);
  }
  zeroes_ += is_zero ? 1 : 0;
  parts_.backoff = 0;
  if (fields == order_ + 2) {
    const absl::string_view backoff = words.back();
    if (!ParseLogarithm(backoff, &parts_.backoff, &is_zero) || is_zero) {
      return Expected("a log10 backoff, which is finite,", backoff);
    }
    if (order_ == orders() && parts_.backoff != 0) {
      return Expected("no backoff in the highest order", backoff);
    }
    words.pop_back();
  }
  words.erase(words.begin());
  return absl::OkStatus();
}

absl::Status ArpaReader::CheckIsNewWord(absl::string_view word) const {
  if (words_.Find(word).has_value()) {
    return absl::InvalidArgumentError(
        absl::StrCat("the word ", QuotedExcerpt(word), " is there a second time"));
  }
  if (!has_given_ || word == kCapitalUnknown || vocabulary_->Find(word).has_value()) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "a word of the vocabulary that was given was expected, and found ", QuotedExcerpt(word)));
}

absl::Status ArpaReader::AddNgram(absl::string_view line, uint64_t number) {
  if (read_ == announced_[order_ - 1]) {
    return Expected(
        absl::StrCat(order_ == orders() ? std::string(kEndOfFile) : HeadingOf(order_ + 1),
                     " behind ", CountedNgrams(read_, order_), ", as many as were announced,"),
        line);
  }
  if (number - heading_ >= kNoNgram) return Expected(absl::StrCat("a line below ", kNoNgram), line);
  ++read_;
  if (absl::Status status = Split(line); !status.ok()) return status;
  Ngram ngram = {0, 0, parts_.probability, parts_.backoff,
                 static_cast<uint32_t>(number - heading_)};
  if (order_ == 1) {
    const absl::string_view word = parts_.words[0];
    if (absl::Status status = CheckIsNewWord(word); !status.ok()) return status;
    ngram.word = words_.Add(word);
    ngrams_.push_back(ngram);
    return absl::OkStatus();
  }
  ids_.clear();
  for (const absl::string_view word : parts_.words) {
    const absl::optional<uint32_t> id = IdOf(word);
    if (!id.has_value()) return Expected("a word of the 1-grams", word);
    ids_.push_back(*id);
  }
  if (std::count(ids_.begin() + 1, ids_.end(), vocabulary_->line_start_id()) > 0) {
    ++unreachable_;
    return absl::OkStatus();
  }
  ngram.context = FindContext();
  ngram.word = ids_.back();
  if (ngram.context == kNoNgram) {
    parts_.words.pop_back();
    return absl::InvalidArgumentError(absl::StrCat(
        "the context of a ", order_, "-gram was expected among the ", order_ - 1,
        "-grams, and is not there: ", QuotedExcerpt(absl::StrJoin(parts_.words, " "))));
  }
  ngrams_.push_back(ngram);
  return absl::OkStatus();
}

absl::Status ArpaReader::FinishOrder() {
  const uint64_t announced = announced_[order_ - 1];
  if (read_ != announced) {
    return absl::InvalidArgumentError(absl::StrCat(
        CountedNgrams(announced, order_), ", as many as were announced, ",
        announced == 1 ? "was" : "were", " expected before this line, and found ", read_));
  }
  absl::Status status = order_ == 1 ? FinishWords() : FinishNgrams();
  ngrams_.clear();
  return status;
}

absl::Status ArpaReader::FinishWords() {
  for (const absl::string_view word : {kLineStartWord, kLineEndWord}) {
    if (words_.Find(word).has_value()) continue;
    return absl::InvalidArgumentError(
        absl::StrCat(word, " was expected among the 1-grams before this line, and is not there"));
  }
  for (const absl::string_view word : {kUnknownWord, kCapitalUnknown}) {
    if (unknown_.empty() && words_.Find(word).has_value()) unknown_ = std::string(word);
  }
  if (has_given_) {
    for (uint32_t id = 0; id < vocabulary_->size(); ++id) {
      const absl::string_view word = vocabulary_->word(id);
      if (word == kUnknownWord || words_.Find(word).has_value()) continue;
      return absl::InvalidArgumentError(absl::StrCat(
          "the word ", QuotedExcerpt(word),
          " of the vocabulary that was given was expected among the 1-grams, and is not there"));
    }
  } else {
    std::vector<std::string> words;
    for (uint32_t i = 0; i < words_.size(); ++i) {
      const absl::string_view word = words_.word(i);
      if (word != kLineStartWord) words.emplace_back(word == unknown_ ? kUnknownWord : word);
    }
    if (unknown_.empty()) words.emplace_back(kUnknownWord);
    words.emplace_back(kLineStartWord);
    absl::StatusOr<Vocabulary> vocabulary =
        Vocabulary::FromWords(words, std::vector<uint64_t>(words.size(), 0));
    if (!vocabulary.ok()) return vocabulary.status();
    vocabulary_ = *std::move(vocabulary);
  }
  NgramTable table;
  table.probabilities.assign(vocabulary_->predictable_size(), kArpaLogZero);
  if (orders() > 1) table.backoffs.assign(vocabulary_->size(), 0);
  for (const Ngram& ngram : ngrams_) {
    const absl::string_view word = words_.word(ngram.word);
    const absl::optional<uint32_t> id = IdOf(word);
    if (!id.has_value()) return Expected("a word of the vocabulary that was given", word);
    if (*id != vocabulary_->line_start_id()) table.probabilities[*id] = ngram.probability;
    if (orders() > 1) table.backoffs[*id] = ngram.backoff;
  }
  tables_.push_back(std::move(table));
  return absl::OkStatus();
}

absl::Status ArpaReader::FinishNgrams() {
  if (ngrams_.empty()) return absl::OkStatus();
  std::sort(ngrams_.begin(), ngrams_.end(), [](const Ngram& a, const Ngram& b) {
    return std::tie(a.context, a.word, a.line) < std::tie(b.context, b.word, b.line);
  });
  NgramTable& contexts = tables_.back();
  contexts.children.reserve(contexts.backoffs.size() + 1);
  NgramTable table;
  for (const Ngram& ngram : ngrams_) {
    const bool same_context = !table.words.empty() && contexts.children.size() == ngram.context + 1;
    if (same_context && table.words.back() == ngram.word) {
      return absl::InvalidArgumentError(
          absl::StrCat("each ", order_, "-gram was expected once, and that of line ",
                       heading_ + ngram.line, " is there a second time"));
    }
    while (contexts.children.size() <= ngram.context) {
      contexts.children.push_back(static_cast<uint32_t>(table.words.size()));
    }
    table.words.push_back(ngram.word);
    table.probabilities.push_back(ngram.probability);
    if (order_ < orders()) table.backoffs.push_back(ngram.backoff);
  }
  contexts.children.resize(contexts.backoffs.size() + 1, static_cast<uint32_t>(table.words.size()));
  tables_.push_back(std::move(table));
  return absl::OkStatus();
}

absl::optional<uint32_t> ArpaReader::IdOf(absl::string_view word) const {
  if (word == unknown_ || word == kUnknownWord) return vocabulary_->unknown_id();
  return vocabulary_->Find(word);
}

uint32_t ArpaReader::FindContext() const {
  if (tables_.size() + 1 < ids_.size()) return kNoNgram;
  uint32_t ngram = ids_[0];
  for (size_t i = 1; i + 1 < ids_.size() && ngram != kNoNgram; ++i) {
    ngram = FindContinuation(tables_[i - 1], tables_[i], ngram, ids_[i]);
  }
  return ngram;
}

absl::StatusOr<ArpaModel> ArpaReader::Finish() {
  if (place_ != Place::kEnd) {
    return absl::InvalidArgumentError(absl::StrCat(
        place_ == Place::kStart ? kStartOfCounts : kEndOfFile, " was expected, and the file ",
        last_line_ == 0 ? "is empty" : absl::StrCat("ends behind line ", last_line_)));
  }
  NgramTable& highest = tables_.back();
  if (tables_.size() < orders()) {
    // Backoffs have no place in the highest order.
    const auto is_none = [](float backoff) { return backoff == 0; };
    if (!std::all_of(highest.backoffs.begin(), highest.backoffs.end(), is_none)) {
      return absl::InvalidArgumentError(absl::StrCat(
          "a ", tables_.size() + 1, "-gram was expected, for there are ", tables_.size(),
          "-grams with backoffs, and found none that a text can have"));
    }
    highest.backoffs.clear();
  }
  return ArpaModel{*std::move(vocabulary_),
                   std::move(tables_),
                   !unknown_.empty(),
                   zeroes_,
                   unreachable_,
                   bytes_,
                   crc32c_};
}

absl::StatusOr<ArpaModel> ReadArpa(const std::string& path, absl::optional<Vocabulary> given) {
  ArpaReader reader(std::move(given));
  absl::Status status = ForEachNumberedLine(
      path, [&](absl::string_view line, uint64_t number) { return reader.Add(line, number); });
  if (!status.ok()) return status;
  absl::StatusOr<ArpaModel> model = reader.Finish();
  if (model.ok()) return model;
  return absl::InvalidArgumentError(absl::StrCat(InputName(path), ": ", model.status().message()));
}

}  // namespace windowlm
