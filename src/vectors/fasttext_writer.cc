#include "src/vectors/fasttext_writer.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
// Values are little-endian, as memory is, so they are copied as bytes.
#include "src/input/little_endian.h"
#include "src/input/shown_text.h"
#include "src/vectors/fasttext_format.h"
#include "src/vectors/vector_format.h"

namespace windowlm {
namespace {

constexpr size_t kPieceBytes = size_t{1} << 20;
constexpr absl::string_view kAsciiWhiteSpace = " \t\n\v\f\r";

// fastText's own defaults, for what only its training would use.
constexpr double kSubsampling = 1e-4;
constexpr int32_t kLearningRateUpdates = 100;

absl::Status CannotWrite(absl::string_view part, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat(
      "cannot write ", part, " as ", VectorFormatTitle(VectorFormat::kFastText), ": ", what));
}

// Gathers bytes into pieces. After an error of the sink, which is kept, all bytes are ignored.
class Pieces {
 public:
  explicit Pieces(ByteSink sink) : sink_(std::move(sink)) {}

  const absl::Status& status() const { return status_; }

  void Append(absl::string_view bytes) {
    piece_.append(bytes.data(), bytes.size());
    if (piece_.size() >= kPieceBytes) Flush();
  }

  template <typename Number>
  void AppendNumber(Number number) {
    Append({reinterpret_cast<const char*>(&number), sizeof(number)});
  }

  void AppendRow(absl::Span<const float> row) {
    Append({reinterpret_cast<const char*>(row.data()), row.size() * sizeof(float)});
  }

  void AppendZeros(size_t bytes) {
    while (bytes > 0 && status_.ok()) {
      const size_t count = std::min(bytes, kPieceBytes - piece_.size());
      piece_.append(count, '\0');
      if (piece_.size() >= kPieceBytes) Flush();
      bytes -= count;
    }
  }

  void Flush() {
    if (status_.ok() && !piece_.empty()) status_ = sink_(piece_);
    piece_.clear();
  }

 private:
  ByteSink sink_;
  std::string piece_;
  absl::Status status_;
};

class FastTextWriter {
 public:
  FastTextWriter(const FastTextContents& contents, ByteSink sink)
      : contents_(contents),
        buckets_(contents.ngrams.max > 0 ? contents.ngrams.buckets : 0),
        row_bytes_(contents.dimension * sizeof(float)),
        pieces_(std::move(sink)) {}

  absl::Status Write() {
    absl::Status status = CheckRows();
    if (status.ok()) status = CheckWords();
    if (!status.ok()) return status;
    WriteSettings();
    WriteDictionary();
    status = WriteInputMatrix();
    if (status.ok()) status = WriteOutputMatrix();
    if (!status.ok()) return status;
    pieces_.Flush();
    return pieces_.status();
  }

 private:
  absl::Status CheckRows() const {
    constexpr uint64_t kMost = std::numeric_limits<int32_t>::max();
    if (contents_.words == 0) return CannotWrite("word vectors", "there are no words");
    if (contents_.words <= kMost && contents_.words + buckets_ <= kMost) return absl::OkStatus();
    return CannotWrite("word vectors",
                       absl::StrCat("there are ", contents_.words, " words and ", buckets_,
                                    " buckets of n-grams; it has place for ", kMost, " in all"));
  }

  std::string WordName(size_t i) const {
    return absl::StrCat("word vector ", i + 1, ", ", QuotedExcerpt(contents_.word(i)), ",");
  }

  absl::Status CheckWords() const {
    for (size_t i = 0; i < contents_.words; ++i) {
      const absl::string_view word = contents_.word(i);
      if (word.empty()) return CannotWrite(WordName(i), "the word is empty");
      if (word.find_first_of(kAsciiWhiteSpace) != absl::string_view::npos) {
        return CannotWrite(WordName(i),
                           "the word holds white space, which would end it in this format");
      }
      if (word.find('\0') != absl::string_view::npos) {
        return CannotWrite(WordName(i),
                           "the word holds a zero byte, which would end it in this format");
      }
    }
    return absl::OkStatus();
  }

  void WriteSettings() {
    pieces_.AppendNumber(kFastTextMagic);
    pieces_.AppendNumber(kFastTextVersion);
    int32_t settings[kFastTextSettings];
    settings[kFastTextDimension] = contents_.dimension;
    settings[kFastTextContext] = contents_.context;
    settings[kFastTextEpochs] = contents_.epochs;
    settings[kFastTextMinCount] = contents_.min_count;
    settings[kFastTextNegatives] = contents_.negatives;
    settings[kFastTextWordNgrams] = 1;
    settings[kFastTextLoss] = kFastTextNegativeSampling;
    settings[kFastTextModel] = contents_.skipgram ? kFastTextSkipgram : kFastTextCbow;
    settings[kFastTextBuckets] = static_cast<int32_t>(buckets_);
    settings[kFastTextMinNgram] = buckets_ > 0 ? contents_.ngrams.min : 0;
    settings[kFastTextMaxNgram] = buckets_ > 0 ? contents_.ngrams.max : 0;
    settings[kFastTextLearningRateUpdates] = kLearningRateUpdates;
    for (const int32_t setting : settings) pieces_.AppendNumber(setting);
    pieces_.AppendNumber(kSubsampling);
  }

  // A sum of counts never is above the most that the format holds.
  static constexpr uint64_t kMostTokens = std::numeric_limits<int64_t>::max();

  uint64_t CountOf(size_t i) const {
    return std::min(std::max<uint64_t>(1, contents_.count(i)), kMostTokens);
  }

  void WriteDictionary() {
    uint64_t tokens = 0;
    for (size_t i = 0; i < contents_.words; ++i) {
      tokens += std::min(CountOf(i), kMostTokens - tokens);
    }
    const auto words = static_cast<int32_t>(contents_.words);
    pieces_.AppendNumber(words);
    pieces_.AppendNumber(words);
    pieces_.AppendNumber(int32_t{0});
    pieces_.AppendNumber(tokens);
    pieces_.AppendNumber(int64_t{-1});
    for (size_t i = 0; i < contents_.words; ++i) {
      pieces_.Append(contents_.word(i));
      pieces_.AppendNumber('\0');
      pieces_.AppendNumber(CountOf(i));
      pieces_.AppendNumber('\0');
    }
  }

  // What is wrong with a row; empty if nothing is.
  std::string Fault(absl::Span<const float> row) const {
    if (row.size() * sizeof(float) != row_bytes_) {
      return absl::StrCat("expected ", contents_.dimension, " values, found ", row.size());
    }
    const bool finite =
        std::all_of(row.begin(), row.end(), [](float value) { return std::isfinite(value); });
    return finite ? "" : "a value is not finite";
  }

  // Empty for zeros.
  absl::StatusOr<absl::Span<const float>> BucketRow(uint32_t bucket) const {
    const absl::Span<const float> row = contents_.bucket_row(bucket);
    const std::string fault = row.empty() ? "" : Fault(row);
    if (fault.empty()) return row;
    return CannotWrite(absl::StrCat("the row of bucket ", bucket), fault);
  }

  // Sets own_row_ so that the mean of it and of the rows of the n-grams of word i is its vector.
  absl::Status SetOwnRow(size_t i) {
    const absl::Span<const float> vector = contents_.vector(i);
    const std::string fault = Fault(vector);
    if (!fault.empty()) return CannotWrite(WordName(i), fault);
    own_row_.assign(vector.begin(), vector.end());
    if (buckets_ == 0) return absl::OkStatus();
    SetFastTextBuckets(contents_.word(i), contents_.ngrams, &word_buckets_);
    exact_.assign(vector.begin(), vector.end());
    const auto rows = static_cast<double>(word_buckets_.size() + 1);
    for (double& value : exact_) value *= rows;
    for (const uint32_t bucket : word_buckets_) {
      const absl::StatusOr<absl::Span<const float>> row = BucketRow(bucket);
      if (!row.ok()) return row.status();
      for (size_t k = 0; k < row->size(); ++k) exact_[k] -= (*row)[k];
    }
    for (size_t k = 0; k < exact_.size(); ++k) {
      if (std::abs(exact_[k]) > std::numeric_limits<float>::max()) {
        return CannotWrite(WordName(i),
                           "the row that its n-grams leave to it holds a value beyond those of a "
                           "float");
      }
      own_row_[k] = static_cast<float>(exact_[k]);
    }
    return absl::OkStatus();
  }

  // What comes before the rows: that they are not quantised, and how many there are.
  void WriteMatrixShape(uint64_t rows) {
    pieces_.AppendNumber('\0');
    pieces_.AppendNumber(rows);
    pieces_.AppendNumber(int64_t{contents_.dimension});
  }

  void AppendRowOrZeros(absl::Span<const float> row) {
    row.empty() ? pieces_.AppendZeros(row_bytes_) : pieces_.AppendRow(row);
  }

  absl::Status WriteInputMatrix() {
    WriteMatrixShape(contents_.words + buckets_);
    for (size_t i = 0; i < contents_.words; ++i) {
      absl::Status status = SetOwnRow(i);
      if (!status.ok()) return status;
      pieces_.AppendRow(own_row_);
      if (!pieces_.status().ok()) return pieces_.status();
    }
    for (uint32_t bucket = 0; bucket < buckets_; ++bucket) {
      const absl::StatusOr<absl::Span<const float>> row = BucketRow(bucket);
      if (!row.ok()) return row.status();
      AppendRowOrZeros(*row);
      if (!pieces_.status().ok()) return pieces_.status();
    }
    return absl::OkStatus();
  }

  absl::Status WriteOutputMatrix() {
    WriteMatrixShape(contents_.words);
    if (!contents_.output_row) {
      pieces_.AppendZeros(contents_.words * row_bytes_);
      return pieces_.status();
    }
    for (size_t i = 0; i < contents_.words; ++i) {
      const absl::Span<const float> row = contents_.output_row(i);
      const std::string fault = row.empty() ? "" : Fault(row);
      if (!fault.empty())
        return CannotWrite(absl::StrCat("the output row of ", WordName(i)), fault);
      AppendRowOrZeros(row);
      if (!pieces_.status().ok()) return pieces_.status();
    }
    return absl::OkStatus();
  }

  const FastTextContents& contents_;
  const uint32_t buckets_;
  const size_t row_bytes_;
  Pieces pieces_;
  // Of one word.
  std::vector<uint32_t> word_buckets_;
  std::vector<double> exact_;
  std::vector<float> own_row_;
};

}  // namespace

absl::Status WriteFastText(const FastTextContents& contents, ByteSink sink) {
  return FastTextWriter(contents, std::move(sink)).Write();
}

}  // namespace windowlm
